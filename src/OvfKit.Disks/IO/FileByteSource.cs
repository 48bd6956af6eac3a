using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace OvfKit.IO;

internal sealed class FileByteSource : ByteSource
{
    private readonly SafeFileHandle _handle;
    private readonly FileStream? _owner;
    private readonly string? _stamp;
    private readonly bool _knowsHoles;

    public FileByteSource(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Name = path;
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.None);
        try
        {
            Length = FileHoles.LengthOf(_handle);
        }
        catch (NotSupportedException exception)
        {
            _handle.Dispose();
            throw new IOException($"{path} is a pipe, or something else that is read once from its beginning; save it as a file, or redirect it to standard input", exception);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }

        _knowsHoles = FileHoles.Supported;
    }

    /// <summary>Takes over a file that was just written.</summary>
    public FileByteSource(FileStream file, string name, long length, string? stamp = null)
    {
        _stamp = stamp;
        _owner = file;
        _handle = file.SafeFileHandle;
        _knowsHoles = FileHoles.Supported;
        Name = name;
        Length = length;
    }

    public override string Name { get; }

    public override long Length { get; }

    // A file that was made for this run has the time of this run.
    public override string? Stamp => _owner is null ? File.GetLastWriteTimeUtc(_handle).Ticks.ToString(CultureInfo.InvariantCulture) : _stamp;

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

    protected override void Close()
    {
        _owner?.Dispose();
        _handle.Dispose();
    }
}
