using Microsoft.Win32.SafeHandles;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>Writes a package into one tar archive, which appears under its name only when complete.</summary>
/// <remarks>The same entries give the same bytes: owner 0, mode 0644 and one time stamp for all. Ustar as DSP0243 1.1.1 demands; GNU headers
/// for what ustar cannot say (8 GiB and more, names over 100 bytes); padded to 10,240 bytes like GNU tar does.</remarks>
public sealed class OvaSink : PackageSink
{
    internal const int Record = 20 * TarBlock.Size;
    private readonly PendingFile _file;
    private readonly SafeFileHandle _handle;
    private readonly DateTime _modified;
    private readonly Dictionary<Reservation, long> _places = new(ReferenceEqualityComparer.Instance);
    private long _end;

    /// <summary>Creates the partial archive beside its final name.</summary>
    /// <param name="path">The final path.</param>
    /// <param name="overwrite">Whether a file of that name may be replaced; it stays as it is until the new one is complete.</param>
    /// <param name="modified">The time stamp of all members, not before 1970; null for <see cref="DefaultModified"/>.</param>
    /// <exception cref="IOException">The file exists and may not be replaced, or cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public OvaSink(string path, bool overwrite = false, DateTimeOffset? modified = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Name = path;
        _modified = RequireTime(modified);
        _file = new PendingFile(path, overwrite);
        _handle = _file.Stream.SafeFileHandle;
    }

    /// <summary>The time stamp members get when none is given: the beginning of 1980, since GNU tar warns of 1970.</summary>
    public static DateTimeOffset DefaultModified { get; } = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static DateTime RequireTime(DateTimeOffset? modified)
    {
        var time = (modified ?? DefaultModified).UtcDateTime;
        ArgumentOutOfRangeException.ThrowIfLessThan(time, DateTime.UnixEpoch, nameof(modified));
        return time;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    protected override Reservation ReserveCore(string name, long length)
    {
        // Members follow each other in blocks: the content may be shorter only within its last block.
        var room = TarBlock.RoundUp(length);
        var reservation = new Reservation(name, Math.Max(0, room - TarBlock.Size + 1), room);
        _places.Add(reservation, _end);
        _end += TarEntryHeader.LengthFor(name) + room;
        return reservation;
    }

    /// <inheritdoc/>
    protected override async ValueTask FillCoreAsync(Reservation reservation, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        var header = TarEntryHeader.Make(reservation.Name, content.Length, _modified);
        await RandomAccess.WriteAsync(_handle, [header, content], _places[reservation], cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override Stream CreateCore(string name) => new TarWindow(_handle, _end + TarEntryHeader.LengthFor(name));

    /// <inheritdoc/>
    protected override async ValueTask CompleteEntryAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var header = TarEntryHeader.Make(name, content.Length, _modified);
        await RandomAccess.WriteAsync(_handle, header, _end, cancellationToken).ConfigureAwait(false);
        _end += header.Length + TarBlock.RoundUp(content.Length);
    }

    /// <inheritdoc/>
    protected override ValueTask CompleteCoreAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var end = _end + (2 * TarBlock.Size);
        RandomAccess.SetLength(_handle, (end + Record - 1) / Record * Record);
        _file.Commit();
        return default;
    }

    /// <inheritdoc/>
    protected override ValueTask CloseAsync()
    {
        _file.Dispose();
        return default;
    }
}
