using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Validation.Reading;

/// <summary>A virtual system or a collection of such.</summary>
internal sealed record ContentNode(XElement Element, bool IsCollection, ContentNode? Parent);

/// <summary>A section and the element it stands in.</summary>
/// <param name="Element">The section.</param>
/// <param name="Kind">What the schema calls it; null for one that is not OVF's.</param>
/// <param name="Parent">The content it stands in; null for the envelope.</param>
internal sealed record SectionNode(XElement Element, string? Kind, ContentNode? Parent);

/// <summary>The descriptor's parts, gathered in one walk. Where an id occurs twice the first one counts.</summary>
internal sealed class DescriptorIndex
{
    private readonly ElementReading _read;
    private readonly List<ContentNode> _contents = [];
    private readonly List<SectionNode> _sections = [];
    private readonly List<XElement> _unknownContents = [];

    public DescriptorIndex(XElement root, ElementReading read)
    {
        _read = read;
        Root = root;
        Dialect = OvfNamespaces.DialectOf(root.Name.Namespace);
        Walk(root, null);
        References = [.. read.Children(root, "References")];
        Strings = [.. read.Children(root, "Strings")];
        Files = [.. References.SelectMany(one => read.Children(one, "File"))];
        Disks = [.. InSections("DiskSection", "Disk"), .. InSections("SharedDiskSection", "SharedDisk")];
        Networks = InSections("NetworkSection", "Network");
        Configurations = InSections("DeploymentOptionSection", "Configuration");
        Hardware = [.. _sections.Where(static one => one.Kind is "VirtualHardwareSection" or "ResourceAllocationSection").Select(one => new HardwareNode(one, read))];
        Products = [.. _sections.Where(static one => one.Kind == "ProductSection").Select(static one => one.Element)];
        FilesById = ById(Files, "id");
        DisksById = ById(Disks, "diskId");
        NetworkNames = [.. Networks.Select(one => read.Text(one, "name")).OfType<string>()];
        Properties = [.. Products.SelectMany(one => read.Children(one, "Property"))];
        PropertyNames = [.. Products.SelectMany(NamesOfProperties)];
        ConfigurationIds = [.. Configurations.Select(one => read.Text(one, "id")).OfType<string>()];
    }

    public XElement Root { get; }

    public OvfDialect Dialect { get; }

    public IReadOnlyList<XElement> References { get; }

    public IReadOnlyList<XElement> Files { get; }

    public IReadOnlyList<XElement> Disks { get; }

    public IReadOnlyList<XElement> Networks { get; }

    public IReadOnlyList<XElement> Configurations { get; }

    public IReadOnlyList<XElement> Products { get; }

    public IReadOnlyList<XElement> Properties { get; }

    public IReadOnlyList<XElement> Strings { get; }

    public IReadOnlyDictionary<string, XElement> FilesById { get; }

    public IReadOnlyDictionary<string, XElement> DisksById { get; }

    public HashSet<string> NetworkNames { get; }

    public HashSet<string> ConfigurationIds { get; }

    /// <summary>The names properties are referred to by: the key, and the key between class and instance.</summary>
    public HashSet<string> PropertyNames { get; }

    /// <summary>All virtual systems and collections, in document order.</summary>
    public IReadOnlyList<ContentNode> Contents => _contents;

    /// <summary><c>Content</c> of a type nobody knows.</summary>
    public IReadOnlyList<XElement> UnknownContents => _unknownContents;

    /// <summary>Everything that stands where sections stand, in document order.</summary>
    public IReadOnlyList<SectionNode> Sections => _sections;

    /// <summary>The sections with devices: those of virtual systems, and the resource allocations of collections.</summary>
    public IReadOnlyList<HardwareNode> Hardware { get; }

    public IEnumerable<XElement> SectionsOfKind(string kind) => _sections.Where(one => one.Kind == kind).Select(static one => one.Element);

    /// <summary>The file a <c>fileRef</c> means. oVirt names it by its path instead of its id.</summary>
    public XElement? FindFile(string id) => FilesById.GetValueOrDefault(id)
        ?? (Dialect == OvfDialect.OVirt ? FilesById.GetValueOrDefault(id[(id.LastIndexOf('/') + 1)..]) : null);

    private void Walk(XElement container, ContentNode? content)
    {
        foreach (var child in container.Elements())
        {
            var kind = _read.Kind(child);
            if (kind is "VirtualSystem" or "VirtualSystemCollection")
            {
                var node = new ContentNode(child, kind.Length > "VirtualSystem".Length, content);
                _contents.Add(node);
                Walk(child, node);
            }
            else if (child.Name.LocalName == "Content" && kind is not null)
            {
                _unknownContents.Add(child);
            }
            else if (!(content is null ? kind is "References" or "Strings" : kind is "Info" or "Name"))
            {
                _sections.Add(new(child, kind, content));
            }
        }
    }

    private IEnumerable<string> NamesOfProperties(XElement product)
    {
        string?[] around = [_read.Text(product, "class"), _read.Text(product, "instance")];
        foreach (var key in _read.Children(product, "Property").Select(one => _read.Text(one, "key")).OfType<string>())
        {
            yield return key;
            yield return string.Join('.', new[] { around[0], key, around[1] }.OfType<string>());
        }
    }

    private List<XElement> InSections(string section, string child) => [.. SectionsOfKind(section).SelectMany(one => _read.Children(one, child))];

    private Dictionary<string, XElement> ById(IReadOnlyList<XElement> elements, string attribute)
    {
        var found = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var element in elements)
        {
            if (_read.Text(element, attribute) is { } id)
                found.TryAdd(id, element);
        }
        return found;
    }
}
