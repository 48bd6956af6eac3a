using System.Xml.Linq;

namespace OvfKit.Model;

/// <summary>A file of the package (DSP0243 §7.1).</summary>
public sealed class FileReference : OvfElement
{
    internal FileReference(XElement element)
        : base(element)
    {
    }

    /// <summary>The name the descriptor knows the file by, or null.</summary>
    public string? Id
    {
        get => Text("id");
        set => SetText("id", value);
    }

    /// <summary>Where the file is: a URI, most often just its name in the package, or null.</summary>
    public string? Href
    {
        get => Text("href");
        set => SetText("href", value);
    }

    /// <summary>The size in bytes of the file as it is stored, 0 to 2^63-1, or null.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside that range.</exception>
    public long? Size
    {
        get => ValueReader.Int64(Attribute("size"));
        set => SetNumber("size", value);
    }

    /// <summary>How the file is compressed: <c>gzip</c>, <c>bzip2</c>, <c>identity</c>, or null for not at all.</summary>
    public string? Compression
    {
        get => Text("compression");
        set => SetText("compression", value);
    }

    /// <summary>The size in bytes of the pieces the file is split into, 1 to 2^63-1, or null where it is whole.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside that range.</exception>
    public long? ChunkSize
    {
        get => ValueReader.Int64(Attribute("chunkSize"));
        set => SetNumber("chunkSize", value);
    }
}
