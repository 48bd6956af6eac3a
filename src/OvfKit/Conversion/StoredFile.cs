using System.IO.Compression;
using OvfKit.IO;
using OvfKit.Packaging;

namespace OvfKit.Conversion;

/// <summary>Brings a listed file into the form it is to be stored in, before the package is written: only then it is known how many chunks there are.</summary>
internal static class StoredFile
{
    /// <summary>The file's bytes as they will be stored; the plan disposes what is made on the way.</summary>
    /// <param name="file">The planned file.</param>
    /// <param name="storage">How to store it.</param>
    /// <param name="convert">Writes the converted disk, where it is one.</param>
    /// <param name="tempDirectory">Where temporary files go; null for the system's folder.</param>
    /// <param name="progress">Told about bytes that are read.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task PrepareAsync(
        PlannedFile file, FileStorage storage, Func<Stream, CancellationToken, Task>? convert, string? tempDirectory, Action<long> progress, CancellationToken cancellationToken)
    {
        var keepsCompression = storage.Compress is null && convert is null;
        var content = file.Unwraps ? await UnwrapAsync(file, tempDirectory, cancellationToken).ConfigureAwait(false)
            : convert is not null ? await MakeAsync(file, convert, tempDirectory, cancellationToken).ConfigureAwait(false)
            : keepsCompression ? file.Source.Open() : file.Listed!.OpenContent();
        file.Stored = storage.Compress == true
            ? await MakeAsync(file, (stream, token) => GzipAsync(content, stream, progress, token), tempDirectory, cancellationToken).ConfigureAwait(false)
            : content;
        file.Compression = storage.Compress == true ? "gzip" : keepsCompression ? file.Listed!.Reference.Compression : null;
        file.ChunkSize = storage.ChunkSize > 0 && storage.ChunkSize < file.Stored.Length ? storage.ChunkSize : null;
        file.FileLength = file.Stored.Length;
    }

    /// <summary>The entries of a file that is prepared.</summary>
    public static IEnumerable<PackagePart> PartsOf(PlannedFile file)
    {
        var stored = file.Stored!;
        if (file.ChunkSize is not { } size)
            return [PackagePart.Copy(file.Name, stored)];
        return Enumerable.Range(0, checked((int)((stored.Length + size - 1) / size))).Select(i =>
            PackagePart.Copy(FileChunks.NameOf(file.Name, i), stored.Slice(i * size, Math.Min(size, stored.Length - (i * size)))));
    }

    private static async Task<ByteSource> MakeAsync(PlannedFile file, Func<Stream, CancellationToken, Task> write, string? tempDirectory, CancellationToken cancellationToken)
    {
        var temp = TempFile.Create(tempDirectory);
        file.Owned.Add(temp);
        await write(temp, cancellationToken).ConfigureAwait(false);
        var made = ByteSource.FromFile(temp, file.Name);
        file.Owned.Add(made);
        return made;
    }

    private static async Task<ByteSource> UnwrapAsync(PlannedFile file, string? tempDirectory, CancellationToken cancellationToken)
    {
        var options = new UnwrapOptions { TempDirectory = tempDirectory, CancellationToken = cancellationToken };
        var content = await Task.Run(() => Wrapping.Unwrap(file.Source.Open(), options), cancellationToken).ConfigureAwait(false);
        file.Owned.Add(content);
        return content;
    }

    private static async Task GzipAsync(ByteSource content, Stream target, Action<long> progress, CancellationToken cancellationToken)
    {
        var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
        await using (gzip.ConfigureAwait(false))
            await PackagePart.Copy(content.Name, content, progress).Write(gzip, cancellationToken).ConfigureAwait(false);
    }
}
