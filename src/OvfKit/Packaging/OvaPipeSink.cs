using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>Writes a package as a tar archive to a stream that only goes forward: a pipe, a socket, standard output.</summary>
/// <remarks>The same headers as <see cref="OvaSink"/> writes. An entry of a length that is not known before, and every entry behind a place that is not
/// filled yet, waits in a temporary file. What reached the stream cannot be taken back: who cancels must tell the reader.</remarks>
public sealed class OvaPipeSink : PackageSink
{
    private readonly Stream _target;
    private readonly DateTime _modified;
    private readonly string? _tempDirectory;
    private readonly Queue<(string Name, Stream Content)> _waiting = new();
    private long _position;
    private bool _hasPlace;

    /// <summary>Begins an archive.</summary>
    /// <param name="target">Where to write; not owned, and flushed at the end.</param>
    /// <param name="name">The name to show to people.</param>
    /// <param name="modified">The time stamp of all members, not before 1970; null for <see cref="OvaSink.DefaultModified"/>.</param>
    /// <param name="tempDirectory">The folder of temporary files, or null for the system's.</param>
    public OvaPipeSink(Stream target, string name, DateTimeOffset? modified = null, string? tempDirectory = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        _target = target;
        Name = name;
        _modified = OvaSink.RequireTime(modified);
        _tempDirectory = tempDirectory;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override bool CanRewrite => false;

    /// <inheritdoc/>
    protected override Reservation ReserveCore(string name, long length)
    {
        if (_hasPlace)
            throw new InvalidOperationException("a pipe keeps one place at a time");
        _hasPlace = true;
        return new Reservation(name, 0, length);
    }

    /// <inheritdoc/>
    protected override async ValueTask FillCoreAsync(Reservation reservation, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        await PutAsync(TarEntryHeader.Make(reservation.Name, content.Length, _modified), cancellationToken).ConfigureAwait(false);
        await PutAsync(content, cancellationToken).ConfigureAwait(false);
        await PadAsync(TarBlock.Size, cancellationToken).ConfigureAwait(false);
        _hasPlace = false;
        while (_waiting.TryDequeue(out var entry))
        {
            await using (entry.Content.ConfigureAwait(false))
                await SendAsync(entry.Name, entry.Content, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override Stream CreateCore(string name) => new Waiting(TempFile.Create(_tempDirectory));

    /// <inheritdoc/>
    protected override Stream CreateCore(string name, long length) =>
        _hasPlace ? CreateCore(name) : new Member(this, TarEntryHeader.Make(name, length, _modified), length);

    /// <inheritdoc/>
    protected override async ValueTask CompleteEntryAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        if (content is Member member)
        {
            if (member.Position != member.Length)
                throw new InvalidOperationException($"\"{name}\" was begun with {member.Length} bytes and got {member.Position}");
            await member.BeginAsync(cancellationToken).ConfigureAwait(false);
            await PadAsync(TarBlock.Size, cancellationToken).ConfigureAwait(false);
        }
        else if (_hasPlace)
        {
            _waiting.Enqueue((name, ((Waiting)content).Keep()));
        }
        else
        {
            await SendAsync(name, content, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask CompleteCoreAsync(CancellationToken cancellationToken)
    {
        await PutAsync(new byte[2 * TarBlock.Size], cancellationToken).ConfigureAwait(false);
        await PadAsync(OvaSink.Record, cancellationToken).ConfigureAwait(false);
        await _target.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async ValueTask CloseAsync()
    {
        while (_waiting.TryDequeue(out var entry))
            await entry.Content.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask SendAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        await PutAsync(TarEntryHeader.Make(name, content.Length, _modified), cancellationToken).ConfigureAwait(false);
        content.Position = 0;
        await content.CopyToAsync(_target, 1 << 20, cancellationToken).ConfigureAwait(false);
        _position += content.Length;
        await PadAsync(TarBlock.Size, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _target.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        _position += bytes.Length;
    }

    private ValueTask PadAsync(int unit, CancellationToken cancellationToken) => PutAsync(new byte[(int)((unit - (_position % unit)) % unit)], cancellationToken);

    // A member of known length, on its way as it is written.
    private sealed class Member(OvaPipeSink sink, byte[] header, long length) : PositionalStream
    {
        private long _sent;
        private bool _hasBegun;

        public override bool CanWrite => true;

        public override long Length => length;

        public async ValueTask BeginAsync(CancellationToken cancellationToken)
        {
            if (_hasBegun)
                return;
            _hasBegun = true;
            await sink.PutAsync(header, cancellationToken).ConfigureAwait(false);
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override int ReadAt(long offset, Span<byte> destination) => throw new NotSupportedException();

        protected override void WriteAt(long offset, ReadOnlySpan<byte> source)
        {
            Require(offset, source.Length);
            if (!_hasBegun)
            {
                _hasBegun = true;
                sink._target.Write(header);
                sink._position += header.Length;
            }

            sink._target.Write(source);
            sink._position += source.Length;
        }

        protected override async ValueTask WriteAtAsync(long offset, ReadOnlyMemory<byte> source, CancellationToken cancellationToken)
        {
            Require(offset, source.Length);
            await BeginAsync(cancellationToken).ConfigureAwait(false);
            await sink.PutAsync(source, cancellationToken).ConfigureAwait(false);
        }

        private void Require(long offset, int count)
        {
            if (offset != _sent || count > length - offset)
                throw new InvalidOperationException("what was begun with a length is written in order, and no more of it");
            _sent += count;
        }
    }

    // The sink may need the file when the entry's stream is gone.
    private sealed class Waiting(FileStream file) : PositionalStream
    {
        private bool _isKept;

        public override bool CanWrite => true;

        public override long Length => file.Length;

        public FileStream Keep()
        {
            _isKept = true;
            return file;
        }

        public override void SetLength(long value) => file.SetLength(value);

        protected override int ReadAt(long offset, Span<byte> destination) => RandomAccess.Read(file.SafeFileHandle, destination, offset);

        protected override void WriteAt(long offset, ReadOnlySpan<byte> source) => RandomAccess.Write(file.SafeFileHandle, source, offset);

        protected override ValueTask WriteAtAsync(long offset, ReadOnlyMemory<byte> source, CancellationToken cancellationToken) => RandomAccess.WriteAsync(file.SafeFileHandle, source, offset, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_isKept)
                file.Dispose();
            base.Dispose(disposing);
        }
    }
}
