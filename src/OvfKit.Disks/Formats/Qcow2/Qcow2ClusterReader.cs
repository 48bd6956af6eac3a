using System.Buffers;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.IO.Compression;

namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>Decompresses clusters. They carry neither length nor checksum: what makes a whole cluster is taken for sound, what stands behind it is ignored.</summary>
internal sealed class Qcow2ClusterReader(ByteSource source, Qcow2Header header) : IDisposable
{
    private readonly BlockDecompressor _decompressor = header.Compression == Qcow2Compression.Zstd ? new ZstdDecompressor() : new DeflateDecompressor();

    /// <summary>Decompresses the beginning of a cluster.</summary>
    /// <param name="offset">Where it is stored.</param>
    /// <param name="storedLength">The most bytes it has.</param>
    /// <param name="guest">The guest byte it begins with.</param>
    /// <param name="block">Receives the cluster's first bytes.</param>
    public void Decompress(long offset, int storedLength, long guest, Span<byte> block)
    {
        var stored = ArrayPool<byte>.Shared.Rent(storedLength);
        try
        {
            source.ReadExactly(offset, stored.AsSpan(0, storedLength));
            if (!_decompressor.TryDecompress(new ArraySegment<byte>(stored, 0, storedLength), block))
            {
                throw offset + storedLength == source.Length
                    ? DiskDiagnostics.Truncated.Invalid(Location.AtOffset(source.Name, source.Length), $"the file ends before the compressed cluster for guest byte {guest} is complete; it is cut off, so copy or download it again")
                    : Qcow2Diagnostics.DamagedCluster.Invalid(Location.AtOffset(source.Name, offset), $"the compressed cluster for guest byte {guest} is damaged; copy or download the file again");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
        }
    }

    public void Dispose() => _decompressor.Dispose();
}
