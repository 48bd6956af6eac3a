namespace OvfKit.Packaging;

/// <summary>An entry that a run finished, or the beginning of one, as its journal remembers it.</summary>
/// <param name="Name">The entry's name.</param>
/// <param name="Length">The length in bytes, or of the beginning.</param>
/// <param name="Algorithm">The algorithm of the digest.</param>
/// <param name="Digest">The digest.</param>
/// <param name="DataLength">Guest bytes that are not zeros, where the entry is a converted disk; else 0.</param>
internal sealed record FinishedEntry(string Name, long Length, ManifestAlgorithm Algorithm, ReadOnlyMemory<byte> Digest, long DataLength);

/// <summary>What ties the writing of an entry to a run that resumes.</summary>
/// <param name="DataLength">Asked for <see cref="FinishedEntry.DataLength"/> when the entry is written.</param>
/// <param name="Keep">Told when the entry need not be written.</param>
/// <param name="CanContinue">Whether the entry can be gone on with in the middle: it is written in order, from wherever the stream stands.</param>
internal sealed record Resumption(Func<long> DataLength, Action<FinishedEntry> Keep, bool CanContinue = false)
{
    /// <summary>The digest to remember where the new manifest needs none.</summary>
    public ManifestAlgorithm Algorithm { get; init; } = ManifestAlgorithm.Sha256;
}
