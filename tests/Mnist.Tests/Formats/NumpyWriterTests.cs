using Relevance.Formats;

namespace Mnist.Tests.Formats;

public sealed class NumpyWriterTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    private string File => Path.Combine(folder.FullName, "parts.npy");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Parts_make_the_file_that_the_whole_makes()
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        NumpyFile.Write<float>(Path.Combine(folder.FullName, "whole.npy"), values, 3, 2);
        using (var writer = new NumpyWriter<float>(File, 3, 2))
        {
            writer.Write(values.AsSpan(0, 4));
            writer.Write([]);
            Assert.False(System.IO.File.Exists(File));
            writer.Write(values.AsSpan(4));
            writer.Commit();
        }
        Assert.Equal(System.IO.File.ReadAllBytes(Path.Combine(folder.FullName, "whole.npy")), System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Too_many_values_and_too_few_are_refused_and_leave_nothing()
    {
        using (var writer = new NumpyWriter<int>(File, 2))
        {
            writer.Write([1]);
            Assert.Contains("1 values are missing", Assert.Throws<InvalidOperationException>(writer.Commit).Message, StringComparison.Ordinal);
            Assert.Contains("1 values more", Assert.Throws<ArgumentException>(() => writer.Write([2, 3])).Message, StringComparison.Ordinal);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumpyWriter<int>(File, 2, -1));
        Assert.Throws<ArgumentException>(() => new NumpyWriter<short>(File, 2));
        Assert.Empty(folder.GetFiles());
    }
}
