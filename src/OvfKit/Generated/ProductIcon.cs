// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A picture of the product.</summary>
/// <remarks>Element <c>ovf:ProductSection_Type/Icon</c> of the schema.</remarks>
public sealed partial class ProductIcon : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public ProductIcon()
        : this(Detached(SchemaType.ProductIcon, SchemaFamily.Ovf, "Icon"))
    {
    }

    internal ProductIcon(XElement element)
        : base(element, SchemaType.ProductIcon)
    {
    }

    /// <summary>Height in pixels. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? Height
    {
        get => AttributeInt32("height", 0, 65535);
        set => SetAttribute("height", value, 0, 65535);
    }

    /// <summary>Width in pixels. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? Width
    {
        get => AttributeInt32("width", 0, 65535);
        set => SetAttribute("width", value, 0, 65535);
    }

    /// <summary>Media type of the picture, for instance image/png.</summary>
    public string? MimeType
    {
        get => AttributeText("mimeType");
        set => SetAttribute("mimeType", value);
    }

    /// <summary>Id of the file that holds the picture. Required.</summary>
    public string? FileRef
    {
        get => AttributeText("fileRef");
        set => SetAttribute("fileRef", value);
    }
}
