using System.Runtime.InteropServices;

namespace Relevance.Torch.Runtime;

/// <summary>
/// The switches of libtorch's global context that TorchSharp does not expose, reached through the C++ functions that
/// <c>libtorch_cpu</c> exports (<c>at::globalContext()</c> and members of <c>at::Context</c>). Linux only.
/// </summary>
internal static unsafe class LibtorchContext
{
    private const int Lazy = 1, OnlyIfLoaded = 4;

    private static readonly IntPtr Library = FindLoaded();
    private static readonly delegate* unmanaged<IntPtr> Global = (delegate* unmanaged<IntPtr>)Export("_ZN2at13globalContextEv");

    /// <summary>Switches NNPACK on or off; returns whether it could.</summary>
    internal static bool UseNnpack(bool enabled) => Set("_ZN2at7Context20setUserEnabledNNPACKEb", enabled);

    /// <summary>Switches oneDNN (MKL-DNN) on or off; returns whether it could.</summary>
    internal static bool UseOneDnn(bool enabled) => Set("_ZN2at7Context20setUserEnabledMkldnnEb", enabled);

    /// <summary>Whether oneDNN is switched on.</summary>
    internal static bool OneDnnIsUsed => Get("_ZNK2at7Context17userEnabledMkldnnEv");

    private static bool Get(string getter)
    {
        var function = (delegate* unmanaged<IntPtr, byte>)Export(getter);
        return Global != null && function != null && function(Global()) != 0;
    }

    private static bool Set(string setter, bool value)
    {
        var function = (delegate* unmanaged<IntPtr, byte, void>)Export(setter);
        if (Global == null || function == null)
            return false;
        function(Global(), value ? (byte)1 : (byte)0);
        return true;
    }

    /// <summary>The address of a function of libtorch_cpu or of a library that it needs; zero where there is none.</summary>
    internal static IntPtr Export(string symbol) =>
        Library != IntPtr.Zero && NativeLibrary.TryGetExport(Library, symbol, out var address) ? address : IntPtr.Zero;

    private static IntPtr FindLoaded()
    {
        if (!OperatingSystem.IsLinux())
            return IntPtr.Zero;
        // Only the copy that TorchSharp uses: loading libtorch a second time from another folder ends the process.
        TorchSharp.torch.InitializeDeviceType(TorchSharp.DeviceType.CPU);
        return dlopen("libtorch_cpu.so", Lazy | OnlyIfLoaded);
    }

    [DllImport("libc")]
    private static extern IntPtr dlopen(string name, int flags);
}
