// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A file of the package: where it is, how long it is and how it is stored.</summary>
/// <remarks>Type <c>ovf:File_Type</c> of the schema.</remarks>
public sealed partial class FileReference : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public FileReference()
        : this(Detached(SchemaType.FileReference, SchemaFamily.Ovf, "File"))
    {
    }

    internal FileReference(XElement element)
        : base(element, SchemaType.FileReference)
    {
    }

    /// <summary>Key by which other elements name the file; unique within the package. Required.</summary>
    public string? Id
    {
        get => AttributeText("id");
        set => SetAttribute("id", value);
    }

    /// <summary>Where the file is: relative to the descriptor, or an absolute URL. Required.</summary>
    public string? Href
    {
        get => AttributeText("href");
        set => SetAttribute("href", value);
    }

    /// <summary>Length of the stored file in bytes. 0 to 2^63-1.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? Size
    {
        get => AttributeInt64("size", 0, long.MaxValue);
        set => SetAttribute("size", value, 0, long.MaxValue);
    }

    /// <summary>How the stored file is compressed: gzip or bzip2; empty or absent for not at all.</summary>
    public string? Compression
    {
        get => AttributeText("compression");
        set => SetAttribute("compression", value);
    }

    /// <summary>Length in bytes of every chunk but the last, when the file is stored in chunks.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? ChunkSize
    {
        get => AttributeInt64("chunkSize", long.MinValue, long.MaxValue);
        set => SetAttribute("chunkSize", value, long.MinValue, long.MaxValue);
    }
}
