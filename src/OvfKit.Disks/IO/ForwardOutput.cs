namespace OvfKit.IO;

/// <summary>Writes a file from its beginning to its end, apart from tables that turn out wrong: what is left out stays a hole where the stream can seek, and is filled with zeros where it cannot.</summary>
/// <param name="output">Belongs to the caller and begins at its position 0.</param>
/// <param name="writesZeros">Whether zeros are written even where they could be a hole, so that the file takes all its space at once.</param>
/// <remarks>Not thread-safe.</remarks>
internal sealed class ForwardOutput(Stream output, bool writesZeros = false)
{
    private static readonly byte[] ZeroBytes = new byte[1 << 16];
    private readonly ISparseOutput? _sparse = output as ISparseOutput;
    private readonly bool _leavesHoles = output.CanSeek && !writesZeros;
    private long _position;

    /// <summary>Writes bytes at a position that is not before the end of what was written so far.</summary>
    public async ValueTask WriteAsync(long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await SkipToAsync(position, cancellationToken).ConfigureAwait(false);
        await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        _position += bytes.Length;
    }

    /// <summary>Writes over bytes that were written before. The output must be able to seek.</summary>
    public async ValueTask RewriteAsync(long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        output.Position = position;
        await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        output.Position = _position;
    }

    /// <summary>Gives the file its length, with zeros at its end if need be, and hands everything on.</summary>
    public async ValueTask FinishAsync(long length, CancellationToken cancellationToken)
    {
        await SkipToAsync(length, cancellationToken).ConfigureAwait(false);
        if (_leavesHoles)
            output.SetLength(length);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask SkipToAsync(long position, CancellationToken cancellationToken)
    {
        if (_leavesHoles)
        {
            if (_sparse is not null && position > _position)
                await _sparse.SkipAsync(position, cancellationToken).ConfigureAwait(false);
            else
                output.Position = position;
            _position = position;
        }

        while (_position < position)
        {
            var zeros = ZeroBytes.AsMemory(0, (int)Math.Min(ZeroBytes.Length, position - _position));
            await output.WriteAsync(zeros, cancellationToken).ConfigureAwait(false);
            _position += zeros.Length;
        }
    }
}
