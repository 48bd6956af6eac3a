namespace OvfKit.Packaging;

/// <summary>An entry that a run finished, as its journal remembers it.</summary>
/// <param name="Name">The entry's name.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="Algorithm">The algorithm of the digest.</param>
/// <param name="Digest">The digest.</param>
/// <param name="DataLength">Guest bytes that are not zeros, where the entry is a converted disk; else 0.</param>
internal sealed record FinishedEntry(string Name, long Length, ManifestAlgorithm Algorithm, ReadOnlyMemory<byte> Digest, long DataLength);

/// <summary>What ties the writing of an entry to a run that resumes.</summary>
/// <param name="DataLength">Asked for <see cref="FinishedEntry.DataLength"/> when the entry is written.</param>
/// <param name="Keep">Told when the entry need not be written.</param>
internal sealed record Resumption(Func<long> DataLength, Action<FinishedEntry> Keep);
