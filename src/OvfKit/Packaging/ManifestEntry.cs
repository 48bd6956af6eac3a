namespace OvfKit.Packaging;

/// <summary>A line of a manifest: the digest of one file.</summary>
/// <param name="FileName">The file's name as written.</param>
/// <param name="AlgorithmName">The algorithm's name as written.</param>
/// <param name="Digest">The digest.</param>
/// <param name="Line">The line, counted from 1; 0 where the entry was not read from a file.</param>
public sealed record ManifestEntry(string FileName, string AlgorithmName, ReadOnlyMemory<byte> Digest, int Line = 0)
{
    /// <summary>The algorithm, or null where the library cannot verify it (MD5, or one it does not know).</summary>
    public ManifestAlgorithm? Algorithm { get; } = ManifestAlgorithm.Find(AlgorithmName);
}
