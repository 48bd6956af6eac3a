using System.Buffers;
using System.Security.Cryptography;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>An entry as it was written.</summary>
/// <param name="Name">The entry's name.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="Digest">The digest; empty where none was asked for.</param>
public sealed record WrittenEntry(string Name, long Length, ReadOnlyMemory<byte> Digest);

/// <summary>The content of an entry while it is written: write-only, seekable, with a digest at the end.</summary>
/// <remarks>Bytes written in order are hashed as they pass, large pieces while they are written, and so are the zeros of holes that were announced. Once a
/// writer seeks, that hash is of no use: then the entry is read back when it is complete. Not thread-safe.</remarks>
public sealed class EntryStream : Stream, ISparseOutput
{
    internal const long RememberEvery = 64 << 20;

    private const int Piece = 1 << 20;
    private static readonly byte[] Zeros = new byte[1 << 16];

    // Below, another thread costs more than it does.
    private const int LeastForThread = 1 << 16;
    private readonly PackageSink _sink;
    private readonly Stream _content;
    private readonly ManifestAlgorithm? _algorithm;
    private readonly Dictionary<ManifestAlgorithm, IncrementalHash> _hashes = [];
    private bool _inOrder = true;
    private long _hashed;
    private long _remembered;

    internal EntryStream(PackageSink sink, string name, Stream content, ManifestAlgorithm? algorithm, (long Length, IncrementalHash Hash)? beginning = null)
    {
        _sink = sink;
        Name = name;
        _content = content;
        _algorithm = algorithm;
        if (beginning is { } begun)
        {
            _hashes.Add(algorithm!, begun.Hash);
            _hashed = begun.Length;
            _remembered = begun.Length;
        }
        else if (algorithm is not null)
        {
            Watch(algorithm);
        }
    }

    /// <summary>Told now and then how many bytes are written and what their digest is, as long as they are written in order.</summary>
    internal Action<long, byte[]>? Remember { get; init; }

    /// <summary>The entry's name.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _content.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _content.Position;
        set => _content.Position = value;
    }

    /// <summary>Finishes the entry and closes the stream.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="IOException">The entry cannot be written or read back.</exception>
    public async ValueTask<WrittenEntry> CompleteAsync(CancellationToken cancellationToken = default)
    {
        var hash = _algorithm is null ? null : _hashes[_algorithm];
        if (hash is not null && (!_inOrder || _hashed != Length))
            await ReadBackAsync(hash, cancellationToken).ConfigureAwait(false);
        var written = new WrittenEntry(Name, Length, hash?.GetHashAndReset());
        await _sink.CloseEntryAsync(this, _content, cancellationToken).ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
        return written;
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        RememberWritten();
        var position = Position;
        _content.Write(buffer);
        Hash(position, buffer);
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        RememberWritten();
        var position = Position;
        if (_hashes.Count == 0 || !_inOrder || buffer.Length < LeastForThread)
        {
            await _content.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            Hash(position, buffer.Span);
            return;
        }

        var hashing = Task.Run(() => Hash(position, buffer.Span), CancellationToken.None);
        try
        {
            await _content.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await hashing.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => _content.Seek(offset, origin);

    /// <inheritdoc/>
    public override void SetLength(long value)
    {
        _content.SetLength(value);
        _inOrder &= value >= _hashed;
    }

    /// <inheritdoc/>
    public ValueTask SkipAsync(long position, CancellationToken cancellationToken = default)
    {
        RememberWritten();
        for (var at = Position; at < position && _inOrder && _hashes.Count > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = (int)Math.Min(Zeros.Length, position - at);
            Hash(at, Zeros.AsSpan(0, length));
            at += length;
        }

        Position = position;
        return default;
    }

    /// <inheritdoc/>
    public override void Flush() => _content.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            foreach (var hash in _hashes.Values)
                hash.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Has one more digest made while the entry is written; asked for before the first byte.</summary>
    internal void Watch(ManifestAlgorithm algorithm)
    {
        if (_hashes.ContainsKey(algorithm))
            return;
        if (_hashed > 0)
            throw new InvalidOperationException($"bytes of \"{Name}\" have passed already");
        _hashes.Add(algorithm, algorithm.Begin());
    }

    /// <summary>A digest that was asked for, of all that was written so far, which must have come in order.</summary>
    internal byte[] DigestOf(ManifestAlgorithm algorithm) =>
        _inOrder && _hashed == Length ? _hashes[algorithm].GetCurrentHash() : throw new InvalidOperationException($"\"{Name}\" was not written in order");

    private void Hash(long position, ReadOnlySpan<byte> bytes)
    {
        _inOrder &= position == _hashed;
        if (_hashes.Count == 0 || !_inOrder)
            return;
        foreach (var hash in _hashes.Values)
            hash.AppendData(bytes);
        _hashed += bytes.Length;
    }

    // Before the next bytes come, what came before is in the file.
    private void RememberWritten()
    {
        if (Remember is null || !_inOrder || _hashed - _remembered < RememberEvery)
            return;
        _remembered = _hashed;
        Remember(_hashed, _hashes[_algorithm!].GetCurrentHash());
    }

    private async Task ReadBackAsync(IncrementalHash hash, CancellationToken cancellationToken)
    {
        hash.GetHashAndReset();
        await _content.FlushAsync(cancellationToken).ConfigureAwait(false);
        _content.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            while (await _content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read && read > 0)
                hash.AppendData(buffer.AsSpan(0, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
