using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Model;
using OvfKit.Packaging;

namespace OvfKit.Deployment;

/// <summary>The image of the CD through which a guest gets its environment (transport <c>iso</c>, DSP0243 §11.2): ISO 9660 level 1 with Joliet names.</summary>
/// <remarks>The same content gives the same bytes. Files are read when the image is written and must not change meanwhile. Not thread-safe.</remarks>
public sealed class TransportImage
{
    /// <summary>The name the environment has on the CD.</summary>
    public const string EnvironmentName = "ovf-env.xml";

    /// <summary>The folder in which a guest finds the files of its <c>EnvironmentFilesSection</c> (DSP0243 2.0).</summary>
    public const string FilesFolder = "ovffiles";

    private readonly IsoFolder _root = new("");

    /// <summary>Begins an image with an environment.</summary>
    /// <param name="environment">The environment; written as it is now.</param>
    public TransportImage(OvfEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        Add(EnvironmentName, ByteSource.FromMemory(environment.ToBytes(), EnvironmentName));
    }

    /// <summary>Makes the image of a virtual system at deployment: its environment, and the files of the package that it shall receive.</summary>
    /// <param name="package">The package. It must stay open until the image is written.</param>
    /// <param name="system">One of its virtual systems.</param>
    /// <param name="options">What the deployment adds to the environment; null for nothing.</param>
    /// <exception cref="ArgumentException">The package has no such configuration.</exception>
    /// <exception cref="InvalidContentException">A file is not listed, or its path cannot be on a CD (<c>OVF2963</c>); or it is not in the package
    /// (<c>OVF3012</c>, <c>OVF3010</c>).</exception>
    /// <exception cref="UnsupportedContentException">A file is elsewhere, in chunks or compressed (<c>OVF3011</c>, <c>OVF3015</c>, <c>OVF3016</c>).</exception>
    public static TransportImage For(OvfPackage package, VirtualSystem system, EnvironmentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(system);
        var image = new TransportImage(OvfEnvironment.For(system, options));
        foreach (var file in system.Sections.OfType<EnvironmentFilesSection>().SelectMany(static section => section.Files))
            image.Add(file, package);
        return image;
    }

    /// <summary>The label of the CD: 1 to 16 of the characters A to Z, 0 to 9 and underscore. <c>OVF_ENV</c> unless set.</summary>
    /// <exception cref="ArgumentException">It is another text.</exception>
    public string Label
    {
        get;
        set => field = value is { Length: > 0 and <= 16 } && value.All(IsoNames.IsAllowed) ? value
            : throw new ArgumentException("A label has 1 to 16 of the characters A to Z, 0 to 9 and underscore.", nameof(value));
    } = "OVF_ENV";

    /// <summary>The time all files and the CD carry, from 1900 to 2155; the beginning of 1980 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another time.</exception>
    public DateTimeOffset Timestamp
    {
        get;
        set => field = value.ToUniversalTime().Year is >= 1900 and <= 2155 ? value.ToUniversalTime() : throw new ArgumentOutOfRangeException(nameof(value));
    } = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Adds a file, such as one of an <c>EnvironmentFilesSection</c>.</summary>
    /// <param name="path">Its path on the CD, parted by slashes: at most 7 folders deep, each name 1 to 64 characters.</param>
    /// <param name="content">Its content, below 4 GiB. It stays the caller's.</param>
    /// <exception cref="ArgumentException">The path is no such path, or taken; or the content is too large.</exception>
    public void Add(string path, ByteSource content)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(content);
        if (content.Length > uint.MaxValue)
            throw new ArgumentException("A file on a CD is smaller than 4 GiB.", nameof(content));
        var names = path.Split('/');
        if (names.Length > 8 || !Array.TrueForAll(names, IsoNames.IsJoliet))
            throw new ArgumentException($"\"{path}\" cannot be a path on a CD: at most 7 folders, names of 1 to 64 characters without * : ; ? and backslash.", nameof(path));
        var folder = _root;
        foreach (var name in names.AsSpan(..^1))
            folder = folder.SubfolderOrNew(name);
        folder.Add(new IsoFile(names[^1], content));
    }

    private void Add(EnvironmentFile file, OvfPackage package)
    {
        var place = package.Descriptor.LocationOf(file.Element);
        var listed = package.Files.FirstOrDefault(one => one.Reference.Id is { } id && id == file.FileRef)
            ?? throw ResolutionDiagnostics.EnvironmentFileRefused.Invalid(place, $"the guest shall receive the file \"{file.FileRef}\", which References does not list; correct ovf:fileRef");
        var content = listed.OpenContent();
        try
        {
            Add($"{FilesFolder}/{file.Path}", content);
        }
        catch (ArgumentException exception)
        {
            throw ResolutionDiagnostics.EnvironmentFileRefused.Invalid(place, $"the file \"{file.FileRef}\" cannot be put on a CD as \"{file.Path}\": {exception.Message}; correct ovf:path", exception);
        }
    }

    /// <summary>Writes the image, from its first byte to its last.</summary>
    /// <param name="output">Where to; need not seek. It stays open.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="IOException">A file cannot be read, or the output cannot be written.</exception>
    public async Task WriteAsync(Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        var layout = new IsoLayout(_root);
        await output.WriteAsync(IsoHeader.Make(layout, Label, Timestamp), cancellationToken).ConfigureAwait(false);
        var padding = new byte[IsoLayout.SectorSize];
        foreach (var file in layout.Files)
        {
            var stream = file.Content.AsStream();
            await using (stream.ConfigureAwait(false))
                await stream.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
            await output.WriteAsync(padding.AsMemory(0, (int)(IsoLayout.SectorsOf(file.Content.Length) * IsoLayout.SectorSize - file.Content.Length)), cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
