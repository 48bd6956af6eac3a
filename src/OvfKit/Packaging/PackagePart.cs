using System.Buffers;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>An entry of a package that is to be written.</summary>
/// <param name="Name">The entry's name.</param>
/// <param name="Write">Writes the content to a stream that can seek, from position 0, and leaves it open.</param>
public sealed record PackagePart(string Name, Func<Stream, CancellationToken, Task> Write)
{
    private const int Piece = 1 << 20;

    /// <summary>The number of bytes <see cref="Write"/> writes, in order; null where that is not known before.</summary>
    public long? Length { get; init; }

    /// <summary>How the part takes part in a run that resumes; null for one that is always written.</summary>
    internal Resumption? Resumption { get; init; }

    /// <summary>A part that is a copy of a source.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="source">The bytes; not owned, must live until the package is written.</param>
    /// <param name="progress">Told the length of every piece copied; null for silence.</param>
    public static PackagePart Copy(string name, ByteSource source, Action<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new PackagePart(name, (target, cancellationToken) => CopyAsync(source, target, progress, cancellationToken)) { Length = source.Length };
    }

    private static async Task CopyAsync(ByteSource source, Stream target, Action<long>? progress, CancellationToken cancellationToken)
    {
        // The next piece is read while the last one is still being hashed.
        var (buffer, other) = (ArrayPool<byte>.Shared.Rent(Piece), ArrayPool<byte>.Shared.Rent(Piece));
        var writing = Task.CompletedTask;
        try
        {
            var offset = target.CanSeek ? target.Position : 0;
            progress?.Invoke(offset);
            while (offset < source.Length)
            {
                var piece = buffer.AsMemory(0, (int)Math.Min(Piece, source.Length - offset));
                source.ReadExactly(offset, piece.Span);
                await writing.ConfigureAwait(false);
                writing = target.WriteAsync(piece, cancellationToken).AsTask();
                offset += piece.Length;
                progress?.Invoke(piece.Length);
                (buffer, other) = (other, buffer);
            }

            await writing.ConfigureAwait(false);
        }
        finally
        {
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<byte>.Shared.Return(other);
        }
    }
}
