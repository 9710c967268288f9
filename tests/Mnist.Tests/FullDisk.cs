namespace Mnist.Tests;

/// <summary>A file on a disk that has room for some bytes only.</summary>
internal sealed class FullDisk(string path, int room = 0) : FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0)
{
    // The base class sends spans through the array overload in derived classes.
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Position + count > room)
            throw new IOException("No space left on device");
        base.Write(buffer, offset, count);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.ToArray(), 0, buffer.Length);
        return ValueTask.CompletedTask;
    }
}
