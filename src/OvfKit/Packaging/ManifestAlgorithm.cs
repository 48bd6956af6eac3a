using System.Buffers;
using System.Security.Cryptography;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>A digest algorithm of manifests. Immutable and thread-safe.</summary>
public sealed class ManifestAlgorithm
{
    private const int Piece = 1 << 20;

    private ManifestAlgorithm(HashAlgorithmName hashName, int digestLength)
    {
        HashName = hashName;
        DigestLength = digestLength;
    }

    /// <summary>SHA-1: the only one old products read (before vSphere 6.5), refused by newer ones.</summary>
    public static ManifestAlgorithm Sha1 { get; } = new(HashAlgorithmName.SHA1, 20);

    /// <summary>SHA-256: what products write today.</summary>
    public static ManifestAlgorithm Sha256 { get; } = new(HashAlgorithmName.SHA256, 32);

    /// <summary>SHA-512.</summary>
    public static ManifestAlgorithm Sha512 { get; } = new(HashAlgorithmName.SHA512, 64);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ManifestAlgorithm> All { get; } = [Sha1, Sha256, Sha512];

    /// <summary>The name written in manifests: <c>SHA256</c>.</summary>
    public string Name => HashName.Name!;

    /// <summary>The algorithm as .NET knows it.</summary>
    public HashAlgorithmName HashName { get; }

    /// <summary>The length of a digest in bytes.</summary>
    public int DigestLength { get; }

    /// <summary>The algorithm of a name, or null. Takes any case, and a hyphen as in <c>SHA-256</c>.</summary>
    /// <param name="name">The name.</param>
    public static ManifestAlgorithm? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var plain = name.Replace("-", "", StringComparison.Ordinal);
        return All.FirstOrDefault(algorithm => algorithm.Name.Equals(plain, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Begins a digest that takes bytes piece by piece.</summary>
    public IncrementalHash Begin() => IncrementalHash.CreateHash(HashName);

    /// <summary>Reads a source to its end and makes its digest, on other threads: one reads on while another hashes.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="progress">Told the length of every piece read; null for silence.</param>
    /// <param name="cancellationToken">Stops the work between pieces.</param>
    /// <exception cref="Diagnostics.InvalidContentException">The source shrank meanwhile.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public Task<byte[]> HashAsync(ByteSource source, Action<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return HashAllAsync();

        async Task<byte[]> HashAllAsync()
        {
            using var hash = Begin();
            await AppendAsync(hash, source, progress, cancellationToken).ConfigureAwait(false);
            return hash.GetHashAndReset();
        }
    }

    /// <summary>Reads a source to its end into a digest, on other threads.</summary>
    internal static Task AppendAsync(IncrementalHash hash, ByteSource source, Action<long>? progress, CancellationToken cancellationToken) =>
        Task.Run(() => AppendOnAsync(hash, source, progress, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static async Task AppendOnAsync(IncrementalHash hash, ByteSource source, Action<long>? progress, CancellationToken cancellationToken)
    {
        var (buffer, other) = (ArrayPool<byte>.Shared.Rent(Piece), ArrayPool<byte>.Shared.Rent(Piece));
        var hashing = Task.CompletedTask;
        try
        {
            for (var offset = 0L; offset < source.Length;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var piece = buffer.AsMemory(0, (int)Math.Min(Piece, source.Length - offset));
                source.ReadExactly(offset, piece.Span);
                await hashing.ConfigureAwait(false);
                hashing = Task.Run(() => hash.AppendData(piece.Span), CancellationToken.None);
                offset += piece.Length;
                progress?.Invoke(piece.Length);
                (buffer, other) = (other, buffer);
            }
        }
        finally
        {
            await hashing.ConfigureAwait(false);
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<byte>.Shared.Return(other);
        }
    }
}
