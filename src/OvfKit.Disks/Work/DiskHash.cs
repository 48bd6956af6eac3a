using System.Security.Cryptography;

namespace OvfKit.Disks.Work;

/// <summary>The digest of what the guest sees, without converting anything: the same for every format that holds the same disk.</summary>
public static class DiskHash
{
    /// <summary>Hashes all guest bytes in order. Decoding runs on every core; zeros are not read.</summary>
    /// <param name="image">The disk.</param>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="progress">Told about every segment with data; null for silence.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The digest.</returns>
    /// <exception cref="Diagnostics.InvalidContentException">The image is damaged.</exception>
    /// <exception cref="IOException">The image cannot be read.</exception>
    public static async Task<byte[]> ComputeAsync(
        DiskImage image, HashAlgorithmName algorithm, IProgress<CopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        await using var writer = new Hasher(hash);
        await DiskCopy.CopyAsync(image, writer, null, progress, cancellationToken).ConfigureAwait(false);
        return hash.GetHashAndReset();
    }

    // Hashing is a copy whose target keeps nothing.
    private sealed class Hasher(IncrementalHash hash) : DiskWriter
    {
        private static readonly byte[] Zeros = new byte[1 << 20];
        private long _length;
        private long _position;

        public override string Variant => "";

        public override int SegmentSize => 1 << 20;

        public override int ZeroGranularity => SegmentSize;

        public override ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
        {
            _length = source.Length;
            return default;
        }

        public override ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
        {
            SkipTo(segment.Offset, cancellationToken);
            hash.AppendData(segment.Data.Span);
            _position += segment.Data.Length;
            return default;
        }

        public override ValueTask CompleteAsync(CancellationToken cancellationToken = default)
        {
            SkipTo(_length, cancellationToken);
            return default;
        }

        public override ValueTask DisposeAsync() => default;

        private void SkipTo(long position, CancellationToken cancellationToken)
        {
            while (_position < position)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var length = (int)Math.Min(Zeros.Length, position - _position);
                hash.AppendData(Zeros, 0, length);
                _position += length;
            }
        }
    }
}
