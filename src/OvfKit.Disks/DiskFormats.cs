using System.Collections;
using System.Collections.Immutable;
using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Parallels;
using OvfKit.Disks.Formats.Qcow2;
using OvfKit.Disks.Formats.Raw;
using OvfKit.Disks.Formats.Vdi;
using OvfKit.Disks.Formats.Vhd;
using OvfKit.Disks.Formats.Vhdx;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Formats.Xva;
using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>An ordered set of formats. Immutable and thread-safe; there is no global registry.</summary>
public sealed class DiskFormats : IReadOnlyCollection<DiskFormat>
{
    private const int HeadLength = 4096;
    private const int TailLength = 512;
    private readonly ImmutableArray<DiskFormat> _formats;

    private DiskFormats(ImmutableArray<DiskFormat> formats) => _formats = formats;

    /// <summary>The formats of this library, in the order in which they are tried.</summary>
    public static DiskFormats BuiltIn { get; } = new([VmdkFormat.Instance, VhdxFormat.Instance, VdiFormat.Instance, Qcow2Format.Instance, OldQemuFormat.Qcow, OldQemuFormat.Qed, ParallelsFormat.Instance, XvaFormat.Instance, VhdFormat.Instance, RawFormat.Instance]);

    /// <inheritdoc/>
    public int Count => _formats.Length;

    /// <summary>The same set with one more format, which is tried first.</summary>
    /// <param name="format">The format to add.</param>
    public DiskFormats With(DiskFormat format) => new(_formats.Insert(0, format ?? throw new ArgumentNullException(nameof(format))));

    /// <summary>The format whose content this is, or null. Raw never matches: any bytes could be raw.</summary>
    /// <param name="source">The bytes to look at; a few KiB are read.</param>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public DiskFormat? Detect(ByteSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Span<byte> head = stackalloc byte[HeadLength];
        Span<byte> tail = stackalloc byte[TailLength];
        head = head[..source.Read(0, head)];
        tail = tail[..source.Read(Math.Max(0, source.Length - TailLength), tail)];
        var probe = new DiskProbe(head, tail, source.Length);
        foreach (var format in _formats)
        {
            if (format.Matches(probe))
                return format;
        }

        return null;
    }

    /// <summary>The format with a name or a value of <c>ovf:format</c>, in any case, or null.</summary>
    /// <param name="nameOrUri">Such as <c>vhdx</c>, or a URI.</param>
    public DiskFormat? Find(string? nameOrUri) => _formats.FirstOrDefault(format =>
        Same(format.Name, nameOrUri) || format.Variants.Any(v => Same(v.Uri, nameOrUri)) || format.OtherUris.Any(uri => Same(uri, nameOrUri)));

    /// <summary>The format a file's name suggests, or null.</summary>
    /// <param name="path">A path or name; only its extension counts.</param>
    public DiskFormat? FindByExtension(string path)
    {
        var extension = Path.GetExtension(path);
        return _formats.FirstOrDefault(format => format.Extensions.Any(e => Same(e, extension)));
    }

    /// <summary>The format of an image that is a folder, known by the file inside that stands for it; null when the path is no such folder.</summary>
    /// <param name="path">A path.</param>
    public DiskFormat? FindByFolder(string path) =>
        Directory.Exists(path) ? _formats.FirstOrDefault(format => format.FolderEntry is { } entry && File.Exists(Path.Combine(path, entry))) : null;

    /// <summary>Opens an image in the format its content shows.</summary>
    /// <param name="source">The bytes; must outlive the image, which does not own them.</param>
    /// <param name="options">How to open; null for the defaults.</param>
    /// <param name="format">The format, where it is known and detection must not decide; raw images need it.</param>
    /// <exception cref="UnsupportedContentException">No format matches (<c>OVF6002</c>), or the image asks for something that cannot be read.</exception>
    /// <exception cref="InvalidContentException">The image is damaged.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public DiskImage Open(ByteSource source, DiskOpenOptions? options = null, DiskFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= DiskOpenOptions.Default;
        options = options with { Formats = options.Formats ?? this };
        if (options.Unwrapping is { } unwrapping && IsWrapped(source, format))
            return OpenWrapped(source, options, unwrapping, format);
        return (format ?? Detect(source) ?? throw Unknown(source, options)).Open(source, options);
    }

    /// <summary>Opens an image file, which the image then owns. An image that is a folder is opened by the folder's path, and may open the files in it.</summary>
    /// <param name="path">The path of the file or folder.</param>
    /// <param name="options">How to open; null for the defaults.</param>
    /// <param name="format">The format, where it is known and detection must not decide; raw images need it.</param>
    /// <inheritdoc cref="Open" path="/exception"/>
    public DiskImage OpenFile(string path, DiskOpenOptions? options = null, DiskFormat? format = null)
    {
        if (FindByFolder(path) is { } folderFormat)
            return OpenFolder(path, options ?? DiskOpenOptions.Default, folderFormat);
        return OpenOwned(ByteSource.OpenFile(path), options, format);
    }

    /// <summary>Opens an image whose bytes then belong to it. They are disposed also when opening fails.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="options">How to open; null for the defaults.</param>
    /// <param name="format">The format, where it is known and detection must not decide; raw images need it.</param>
    /// <inheritdoc cref="Open" path="/exception"/>
    public DiskImage OpenOwned(ByteSource source, DiskOpenOptions? options = null, DiskFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            var image = Open(source, options, format);
            image.Own(source);
            return image;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    // Any bytes could be a raw disk: a guest that puts a gzip file at its beginning must not have it unpacked, unless the file's name says the same.
    private bool IsWrapped(ByteSource source, DiskFormat? format) => format is null
        ? Wrapping.Detect(source) is not null && Detect(source) is null
        : Wrapping.FindByExtension(source.Name) is { } kind && Wrapping.Detect(source) == kind;

    private DiskImage OpenWrapped(ByteSource source, DiskOpenOptions options, UnwrapOptions unwrapping, DiskFormat? format)
    {
        var content = Wrapping.Unwrap(source, unwrapping);
        try
        {
            options.Diagnostics?.Add(WrapDiagnostics.Unpacked.At(
                new Location(source.Name), $"the file was unpacked into a temporary one of {content.Length} bytes in {unwrapping.TempDirectory ?? Path.GetTempPath()}, its zeros left out"));
            // Raw disks have no mark; inside a compressed file their name is all there is.
            format ??= Detect(content) ?? (FindByExtension(content.Name) is RawFormat raw ? raw : throw Unknown(content, options));
            var image = format.Open(content, options);
            image.Own(content);
            return image;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    private UnsupportedContentException Unknown(ByteSource source, DiskOpenOptions options) =>
        _formats.Select(format => format.RefuseUnmarked(source, options)).FirstOrDefault(refusal => refusal is not null) ?? DiskDiagnostics.UnknownFormat.Unsupported(
            Location.AtOffset(source.Name, 0),
            source.Length == 0
                ? "the file is empty; copy or download it again"
                : ForeignContent.Describe(source) is { } foreign ? $"the content is {foreign}"
                : $"the content is none of the known disk formats ({string.Join(", ", _formats.Select(f => f.Name))}); if it is a raw disk, say so");

    // The folder is the image: what lies in it belongs to the image the caller asked for, what lies elsewhere is the resolver's matter.
    private DiskImage OpenFolder(string path, DiskOpenOptions options, DiskFormat format)
    {
        var inside = new FolderReferences(path, formats: this);
        return OpenFile(Path.Combine(path, format.FolderEntry!), options with { Resolver = Resolve }, format);

        ByteSource? Resolve(in DiskReference reference) => inside.Resolve(reference) ?? options.Resolver?.Invoke(reference);
    }

    /// <inheritdoc/>
    public IEnumerator<DiskFormat> GetEnumerator() => ((IEnumerable<DiskFormat>)_formats).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool Same(string a, string? b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
