using Microsoft.Win32.SafeHandles;

namespace OvfKit.IO;

internal sealed class FileByteSource : ByteSource
{
    private readonly SafeFileHandle _handle;
    private readonly bool _knowsHoles;

    public FileByteSource(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Name = path;
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.None);
        try
        {
            Length = RandomAccess.GetLength(_handle);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }

        _knowsHoles = FileHoles.Supported;
    }

    public override string Name { get; }

    public override long Length { get; }

    public override ByteRange? NextData(long offset)
    {
        if (offset >= Length)
            return null;
        return _knowsHoles ? FileHoles.NextData(_handle, offset, Length) : base.NextData(offset);
    }

    protected override int ReadCore(long offset, Span<byte> destination)
    {
        var done = 0;
        while (done < destination.Length)
        {
            var read = RandomAccess.Read(_handle, destination[done..], offset + done);
            if (read == 0)
                break;
            done += read;
        }

        return done;
    }

    protected override void Close() => _handle.Dispose();
}
