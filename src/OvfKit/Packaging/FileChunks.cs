using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>The pieces a file is stored in (DSP0243 1.1.1, 7.1): <c>NAME.000000000</c>, <c>NAME.000000001</c> and so on.</summary>
internal static class FileChunks
{
    /// <summary>The most pieces a file may have: as many as an archive may have members.</summary>
    public const int MaxCount = OvaStore.MaxEntries;

    public static string NameOf(string file, int index) => string.Create(CultureInfo.InvariantCulture, $"{file}.{index:D9}");

    /// <summary>The pieces that are there, up to the first that is missing.</summary>
    public static List<PackageEntry> Find(PackageStore store, string file, DiagnosticBag? diagnostics)
    {
        var chunks = new List<PackageEntry>();
        while (chunks.Count < MaxCount && store.Find(NameOf(file, chunks.Count), diagnostics) is { } chunk)
            chunks.Add(chunk);
        return chunks;
    }

    /// <summary>What is wrong with the pieces found, as a whole sentence; null when they make up the file.</summary>
    /// <param name="store">Where the pieces are.</param>
    /// <param name="file">The name of the whole.</param>
    /// <param name="chunks">The pieces up to the first that is missing.</param>
    /// <param name="chunkSize">The length of all pieces but the last, if it is known.</param>
    /// <param name="size">The length of the whole, if it is known.</param>
    public static string? FaultOf(PackageStore store, string file, List<PackageEntry> chunks, long? chunkSize, long? size)
    {
        var length = chunks.Aggregate(Int128.Zero, (sum, chunk) => sum + chunk.Length);
        if (length > long.MaxValue)
            return $"the chunks of \"{file}\" have more bytes than a file can have";
        if (store.Find(NameOf(file, chunks.Count + 1)) is not null || length < size)
            return $"\"{NameOf(file, chunks.Count)}\" is missing: the {chunks.Count} chunks before it have {length} bytes{(size is null ? "" : $" of {size}")}; put it back or get the package again";
        if (chunkSize > 0 && chunks.Take(chunks.Count - 1).FirstOrDefault(chunk => chunk.Length != chunkSize) is { } odd)
            return $"\"{odd.Name}\" has {odd.Length} bytes where all chunks but the last have {chunkSize}; get the package again";
        return null;
    }

    /// <summary>The pieces as one entry.</summary>
    public static PackageEntry Join(string file, List<PackageEntry> chunks)
    {
        var location = chunks[0].Location with { File = EntryName.WithoutExtension(chunks[0].Location.File) };
        return new PackageEntry(file, chunks.Sum(chunk => chunk.Length), location, () => ByteSource.Concat(chunks.Select(chunk => chunk.Open()), location.File));
    }
}
