// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>The software inside the content: name, version, maker, and the settings it takes at deployment.</summary>
/// <remarks>Type <c>ovf:ProductSection_Type</c> of the schema.</remarks>
public sealed partial class ProductSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public ProductSection()
        : this(Detached(SchemaType.ProductSection, SchemaFamily.Ovf, "ProductSection"))
    {
    }

    internal ProductSection(XElement element)
        : base(element, SchemaType.ProductSection)
    {
    }

    /// <summary>Qualifies the keys of the properties with a product; unique together with instance.</summary>
    public string? Class
    {
        get => AttributeText("class");
        set => SetAttribute("class", value);
    }

    /// <summary>Tells several installations of one class apart.</summary>
    public string? Instance
    {
        get => AttributeText("instance");
        set => SetAttribute("instance", value);
    }

    /// <summary>Name of the product.</summary>
    public string? Product
    {
        get => ChildText("Product");
        set => SetChild("Product", value);
    }

    /// <summary>Name of the product. With the key of its translations.</summary>
    public Message? ProductMessage
    {
        get => Child<Message>("Product");
        set => SetChild("Product", value);
    }

    /// <summary>Name of the maker.</summary>
    public string? Vendor
    {
        get => ChildText("Vendor");
        set => SetChild("Vendor", value);
    }

    /// <summary>Name of the maker. With the key of its translations.</summary>
    public Message? VendorMessage
    {
        get => Child<Message>("Vendor");
        set => SetChild("Vendor", value);
    }

    /// <summary>Short version.</summary>
    public string? Version
    {
        get => ChildText("Version");
        set => SetChild("Version", value);
    }

    /// <summary>Complete version, with build numbers and the like.</summary>
    public string? FullVersion
    {
        get => ChildText("FullVersion");
        set => SetChild("FullVersion", value);
    }

    /// <summary>Web page of the product.</summary>
    public string? ProductUrl
    {
        get => ChildText("ProductUrl");
        set => SetChild("ProductUrl", value);
    }

    /// <summary>Web page of the maker.</summary>
    public string? VendorUrl
    {
        get => ChildText("VendorUrl");
        set => SetChild("VendorUrl", value);
    }

    /// <summary>Address under which the deployed product answers; may contain properties as ${key}.</summary>
    public string? AppUrl
    {
        get => ChildText("AppUrl");
        set => SetChild("AppUrl", value);
    }

    /// <summary>A picture of the product.</summary>
    public ElementList<ProductIcon> Icons => field ??= new(this, ["Icon"]);

    /// <summary>Heading of the properties that follow, up to the next one.</summary>
    public ElementList<Message> Categories => field ??= new(this, ["Category"]);

    /// <summary>A setting of the product.</summary>
    public ElementList<ProductProperty> Properties => field ??= new(this, ["Property"]);

    /// <summary>All of these in document order: Category, Property.</summary>
    public ElementList<OvfElement> Settings => field ??= new(this, ["Category", "Property"]);
}
