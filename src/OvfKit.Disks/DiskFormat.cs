using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>The files a variant consists of.</summary>
public enum DiskLayout : byte
{
    /// <summary>One file.</summary>
    OneFile,

    /// <summary>A main file that names others beside it.</summary>
    ManyFiles,

    /// <summary>A folder that bears the image's name.</summary>
    Folder,
}

/// <summary>One way a format lays a disk out.</summary>
/// <param name="Name">The name after the colon in <c>format:variant</c>.</param>
/// <param name="Uri">The value of <c>ovf:format</c> that names it.</param>
/// <param name="Writable">Whether <see cref="DiskFormat.CreateWriter"/> makes it.</param>
/// <param name="Layout">The files it consists of.</param>
public sealed record DiskVariant(string Name, string Uri, bool Writable = true, DiskLayout Layout = DiskLayout.OneFile);

/// <summary>A disk image format: recognises, opens and writes. Immutable and thread-safe.</summary>
public abstract class DiskFormat
{
    /// <summary>The short name, lower case: <c>vmdk</c>.</summary>
    public abstract string Name { get; }

    /// <summary>File name extensions with their dot, the usual one first.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>The variants; the first is what is written when none is named.</summary>
    public abstract IReadOnlyList<DiskVariant> Variants { get; }

    /// <summary>Further values of <c>ovf:format</c> met for this format, beside those of the variants.</summary>
    public virtual IReadOnlyList<string> OtherUris => [];

    /// <summary>The file that stands for the whole image where the image is a folder (<see cref="DiskLayout.Folder"/>), or null.</summary>
    public virtual string? FolderEntry => null;

    /// <summary>The variant a target's name asks for, or null where the name says nothing beyond the format.</summary>
    /// <param name="path">A path or name; only its extension counts.</param>
    public virtual string? VariantByExtension(string path) => null;

    /// <summary>Whether the content looks like this format. Looks at bytes only, never at names.</summary>
    /// <param name="probe">The file's beginning and end.</param>
    public abstract bool Matches(in DiskProbe probe);

    /// <summary>Opens an image: reads and checks what is needed to answer, nothing else.</summary>
    /// <param name="source">The bytes; must outlive the image, which does not own them.</param>
    /// <param name="options">How to open.</param>
    /// <exception cref="InvalidContentException">The image is damaged.</exception>
    /// <exception cref="UnsupportedContentException">The image asks for something that cannot be read.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public abstract DiskImage Open(ByteSource source, DiskOpenOptions options);

    /// <summary>Says what a file is that has no format's mark but a name this format gives to files that are no image by themselves; null where it cannot tell.</summary>
    internal virtual UnsupportedContentException? RefuseUnmarked(ByteSource source, DiskOpenOptions options) => null;

    /// <summary>The id by which a child of this image would name it, read without opening parents; null where the format has none.</summary>
    /// <param name="source">An image of this format.</param>
    /// <exception cref="InvalidContentException">The image is damaged.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public virtual Guid? ReadLinkId(ByteSource source) => null;

    /// <summary>Makes a writer for a new image.</summary>
    /// <param name="sink">Where the image's files go; not owned.</param>
    /// <param name="options">What to write.</param>
    /// <exception cref="ArgumentException">The variant or a setting is not known to the format.</exception>
    public abstract DiskWriter CreateWriter(DiskSink sink, DiskWriteOptions options);

    /// <summary>The writable variant with a name, or the default one for null.</summary>
    /// <param name="name">The variant's name in any case, or null.</param>
    /// <exception cref="ArgumentException">The format cannot write such a variant; the message lists those it can.</exception>
    public DiskVariant WritableVariant(string? name)
    {
        foreach (var variant in Variants)
        {
            if (variant.Writable && (name is null || variant.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                return variant;
        }

        var known = string.Join(", ", Variants.Where(v => v.Writable).Select(v => v.Name));
        throw new ArgumentException(known.Length == 0 ? $"{Name} can only be read; choose another format to write" : $"{Name} cannot be written as \"{name}\"; known variants: {known}");
    }
}
