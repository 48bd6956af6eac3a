using OvfKit.Diagnostics;
using OvfKit.Disks;

namespace OvfKit.IO;

/// <summary>Bytes at positions: a file, a slice of one, memory, or several joined. Has no cursor and a fixed length.</summary>
/// <remarks>Thread-safe: any number of threads may read at once. Disposing releases what the source itself opened;
/// a slice or a joined source owns nothing, so the sources beneath must outlive it.</remarks>
public abstract class ByteSource : IDisposable
{
    private const int SpoolPiece = 1 << 16;

    /// <summary>The name to show to people: a path, or <c>archive!member</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The length in bytes, fixed when the source was opened.</summary>
    public abstract long Length { get; }

    /// <summary>What tells these bytes from other ones of the same name and length without reading them: a file's time of change, a server's entity tag. Null where nothing does.</summary>
    /// <exception cref="IOException">The file cannot be asked.</exception>
    public virtual string? Stamp => null;

    /// <summary>Reads bytes at a position.</summary>
    /// <param name="offset">The first byte to read, from 0.</param>
    /// <param name="destination">Where to put them.</param>
    /// <returns>The number of bytes read: the whole destination, or fewer only where the source ends; 0 at or past the end.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The offset is negative.</exception>
    /// <exception cref="IOException">The bytes cannot be read.</exception>
    public int Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var available = Length - offset;
        if (available <= 0 || destination.IsEmpty)
            return 0;
        return ReadCore(offset, available < destination.Length ? destination[..(int)available] : destination);
    }

    /// <summary>Reads bytes at a position, all of them.</summary>
    /// <param name="offset">The first byte to read, from 0.</param>
    /// <param name="destination">Where to put them; filled entirely.</param>
    /// <exception cref="InvalidContentException">The source ends before (<c>OVF6001</c>).</exception>
    /// <exception cref="IOException">The bytes cannot be read.</exception>
    public void ReadExactly(long offset, Span<byte> destination)
    {
        var read = Read(offset, destination);
        if (read < destination.Length)
            throw CutOff(offset, destination.Length);
    }

    /// <summary>A view of a part of this source. The part does not own this source.</summary>
    /// <param name="offset">The first byte of the part.</param>
    /// <param name="length">The number of bytes; must lie within this source.</param>
    /// <param name="name">The part's own name, or null to keep this source's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie within this source.</exception>
    public ByteSource Slice(long offset, long length, string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - offset);
        return new SliceByteSource(this, offset, length, name ?? Name);
    }

    /// <summary>The parts that hold data, ascending and apart; what lies between them reads as zeros and costs nothing to skip.</summary>
    /// <remarks>A source that knows of no holes answers one range.</remarks>
    public IEnumerable<ByteRange> DataRanges()
    {
        for (var offset = 0L; NextData(offset) is { } range; offset = range.End)
            yield return range;
    }

    /// <summary>The first range of data that ends after a position, cut to begin no earlier than it; null when only holes follow.</summary>
    /// <param name="offset">The position to look from, from 0.</param>
    public virtual ByteRange? NextData(long offset) => offset < Length ? new ByteRange(offset, Length - offset) : null;

    /// <summary>A read-only, seekable stream over these bytes. It owns its cursor, not this source, and is not thread-safe.</summary>
    public Stream AsStream() => new ReadOnlyView(Length, Read);

    /// <summary>Opens a file for reading. Others may read it meanwhile; its length is taken now.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ByteSource OpenFile(string path) => new FileByteSource(path);

    /// <summary>A file that was just written, at the length it has now. Disposing the source closes it.</summary>
    /// <param name="file">The file; must not change while the source is in use.</param>
    /// <param name="name">The name to show.</param>
    public static ByteSource FromFile(FileStream file, string name)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Flush();
        return new FileByteSource(file, name, file.Length);
    }

    /// <summary>Bytes in memory.</summary>
    /// <param name="memory">The bytes; must not change while the source is in use.</param>
    /// <param name="name">The name to show.</param>
    public static ByteSource FromMemory(ReadOnlyMemory<byte> memory, string name) => new MemoryByteSource(memory, name);

    /// <summary>Several sources read as one, in order. It does not own them.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="name">The name to show.</param>
    public static ByteSource Concat(IEnumerable<ByteSource> parts, string name) => new ConcatByteSource([.. parts], name);

    /// <summary>Takes a stream that cannot be read at positions into a temporary file, which is gone when the answer is disposed. Zeros are left out of it.</summary>
    /// <param name="stream">The stream, read from where it stands to its end; not owned.</param>
    /// <param name="name">The name to show.</param>
    /// <param name="tempDirectory">The folder of the temporary file, or null for the system's.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="IOException">The stream cannot be read or the temporary file not be written.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static async Task<ByteSource> SpoolAsync(Stream stream, string name, string? tempDirectory = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var file = TempFile.Create(tempDirectory);
        try
        {
            var buffer = new byte[SpoolPiece];
            var length = 0L;
            while (await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) is var read && read > 0)
            {
                if (buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
                    RandomAccess.Write(file.SafeFileHandle, buffer.AsSpan(0, read), length);
                length += read;
            }

            RandomAccess.SetLength(file.SafeFileHandle, length);
            return new FileByteSource(file, name, length);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>The exception for bytes that should be there but lie past the end.</summary>
    internal InvalidContentException CutOff(long offset, long length) => DiskDiagnostics.Truncated.Invalid(
        Location.AtOffset(Name, Math.Max(offset, Length)),
        $"the file ends at byte {Length}, but {length} bytes were expected from byte {offset}; it is cut off, so copy or download it again");

    /// <summary>Reads bytes that are known to lie within the source, and fills the destination unless the file shrank.</summary>
    /// <param name="offset">The first byte to read; at least 0.</param>
    /// <param name="destination">Where to put them; not empty, and not past <see cref="Length"/>.</param>
    /// <returns>The number of bytes read.</returns>
    protected abstract int ReadCore(long offset, Span<byte> destination);

    /// <summary>Releases what this source opened. May be called more than once.</summary>
    protected virtual void Close()
    {
    }
}
