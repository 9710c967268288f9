using System.Buffers.Binary;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text;

namespace Relevance.Torch.Runtime;

/// <summary>
/// Lets TorchSharp load where the C++ runtime is older than the one it was built with
/// (Debian 12, Ubuntu 22.04, RHEL 9).
/// </summary>
/// <remarks>
/// <c>libLibTorchSharp.so</c> asks for symbol version GLIBCXX_3.4.32, which those systems do not have. The one symbol behind
/// it is never called, so a copy in memory whose requirement is marked weak works. The loader asks us only after its own
/// search failed: newer systems never get here, and no file is written.
/// </remarks>
internal static class TorchSharpLoader
{
    private const string Library = "LibTorchSharp";
    private const string MissingVersion = "GLIBCXX_3.4.32";

    private static readonly Lazy<IntPtr> Patched = new(LoadPatched);

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "It must be in place before TorchSharp's first call, wherever that is.")]
    internal static void Register()
    {
        if (OperatingSystem.IsLinux())
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += Resolve;
    }

    private static IntPtr Resolve(Assembly assembly, string name) =>
        name is Library or $"lib{Library}.so" or $"{Library}.so" ? Patched.Value : IntPtr.Zero;

    private static IntPtr LoadPatched()
    {
        if (Find($"lib{Library}.so") is not { } path)
            return IntPtr.Zero;
        if (Find("libtorch.so") is { } torch)
            NativeLibrary.TryLoad(torch, out _);
        var image = File.ReadAllBytes(path);
        return MakeVersionWeak(image, MissingVersion) ? LoadFromMemory(image) : IntPtr.Zero;
    }

    private static string? Find(string file) =>
        ((string?)AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);

    /// <summary>Marks the requirement of a symbol version as weak in a 64-bit little-endian ELF image (section .gnu.version_r).</summary>
    /// <param name="elf">The shared library; changed in place.</param>
    /// <param name="version">The name of the version.</param>
    /// <returns>Whether the image requires that version.</returns>
    internal static bool MakeVersionWeak(Span<byte> elf, string version)
    {
        const uint needsVersions = 0x6ffffffe;
        const ushort weak = 2;
        if (elf.Length < 64 || !elf[..4].SequenceEqual("\u007fELF"u8))
            return false;
        var sections = (int)BinaryPrimitives.ReadInt64LittleEndian(elf[0x28..]);
        var sectionSize = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3a..]);
        var sectionCount = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3c..]);
        var found = false;
        for (var i = 0; i < sectionCount; i++)
        {
            var section = elf[(sections + i * sectionSize)..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(section[4..]) != needsVersions)
                continue;
            var link = BinaryPrimitives.ReadInt32LittleEndian(section[40..]);
            var names = (int)BinaryPrimitives.ReadInt64LittleEndian(elf[(sections + link * sectionSize + 24)..]);
            var need = (int)BinaryPrimitives.ReadInt64LittleEndian(section[24..]);
            for (var next = -1; next != 0; need += next)
            {
                var count = BinaryPrimitives.ReadUInt16LittleEndian(elf[(need + 2)..]);
                var entry = need + BinaryPrimitives.ReadInt32LittleEndian(elf[(need + 8)..]);
                next = BinaryPrimitives.ReadInt32LittleEndian(elf[(need + 12)..]);
                for (var j = 0; j < count; j++)
                {
                    var name = elf[(names + BinaryPrimitives.ReadInt32LittleEndian(elf[(entry + 8)..]))..];
                    if (Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]) == version)
                    {
                        BinaryPrimitives.WriteUInt16LittleEndian(elf[(entry + 4)..], weak);
                        found = true;
                    }
                    entry += BinaryPrimitives.ReadInt32LittleEndian(elf[(entry + 12)..]);
                }
            }
        }
        return found;
    }

    private static IntPtr LoadFromMemory(byte[] image)
    {
        var descriptor = memfd_create($"lib{Library}.so", 0);
        if (descriptor < 0)
            return IntPtr.Zero;
        var path = $"/proc/self/fd/{descriptor}";
        File.WriteAllBytes(path, image);
        return NativeLibrary.TryLoad(path, out var handle) ? handle : IntPtr.Zero;
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int memfd_create(string name, uint flags);
}
