using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Editing;

namespace OvfKit.Cli.Commands;

/// <summary>A disk that the user adds to a package, opened.</summary>
internal sealed class AddedDiskFile : IDisposable
{
    private readonly DiskImage _image;

    private AddedDiskFile(AddedDisk disk, DiskImage image) => (Disk, _image) = (disk, image);

    public AddedDisk Disk { get; }

    /// <summary>Opens all, or none.</summary>
    /// <param name="texts">What the user wrote: <c>FILE[,FORMAT[:VARIANT]]</c>.</param>
    /// <param name="format">The format of those that name none; null for the library's choice.</param>
    /// <param name="diagnostics">Receives findings.</param>
    /// <param name="cancellationToken">Stops the unpacking of compressed files.</param>
    /// <exception cref="ArgumentException">A format is not known.</exception>
    /// <exception cref="OvfKitException">A disk cannot be read.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static List<AddedDiskFile> OpenAll(IEnumerable<string> texts, string? format, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var opened = new List<AddedDiskFile>();
        try
        {
            foreach (var text in texts)
                opened.Add(Open(text, format, diagnostics, cancellationToken));
            return opened;
        }
        catch
        {
            opened.ForEach(static disk => disk.Dispose());
            throw;
        }
    }

    public void Dispose() => _image.Dispose();

    private static AddedDiskFile Open(string text, string? format, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        // A file may have a comma in its name, too.
        var comma = File.Exists(text) || Directory.Exists(text) ? -1 : text.LastIndexOf(',');
        var path = comma < 0 ? text : text[..comma];
        var name = comma < 0 ? format : text[(comma + 1)..];
        var chosen = name is null ? null : FormatName.Parse(name);
        var image = DiskFiles.Open(path, new DiskInput(), diagnostics, cancellationToken);
        return new(
            new AddedDisk(Path.GetFileName(path.TrimEnd('/')), image) { Format = chosen?.Format, Options = new DiskWriteOptions { Variant = chosen?.Variant } },
            image);
    }
}
