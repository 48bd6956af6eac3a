using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using OvfKit.Tests.Schemas;

namespace OvfKit.Tests.Schema;

/// <summary>System.Xml.Schema over the repository's schemas, and what has to be put straight before it can judge a dialect.</summary>
internal static class Oracle
{
    private const string Envelope = "http://schemas.dmtf.org/ovf/envelope/";
    private const string Environment = "http://schemas.dmtf.org/ovf/environment/1";
    private const string Cim = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_";
    private static readonly XNamespace _instance = "http://www.w3.org/2001/XMLSchema-instance";

    private static readonly Lazy<XmlSchemaSet> _one = new(() => SchemaFiles.Compile(SchemaFiles.Ours("1.1.1")));
    private static readonly Lazy<XmlSchemaSet> _two = new(() => SchemaFiles.Compile(SchemaFiles.Ours("2.0.1")));

    /// <summary>The elements and attributes complained about.</summary>
    public static IReadOnlyList<(XObject Place, string Message)> Complaints(XDocument document)
    {
        var complaints = new List<(XObject, string)>();
        var set = document.Root!.Name.NamespaceName == Envelope + "2" ? _two : _one;
        try
        {
            document.Validate(set.Value, (sender, e) => complaints.Add(((XObject)sender!, e.Message)));
        }
        catch (FormatException exception)
        {
            // That is how the validator complains about an xsi:nil that is no truth value.
            complaints.Add((document.Descendants().Attributes(_instance + "nil").First(static nil => nil.Value.Trim() is not ("true" or "false" or "1" or "0")), exception.Message));
        }
        return complaints;
    }

    /// <summary>A copy in which the dialects are put straight; see <c>schemas/README.md</c>.</summary>
    public static XDocument PutStraight(XDocument document)
    {
        var copy = new XDocument(document);
        var root = copy.Root!;
        var dialect = root.Name.Namespace;
        XNamespace envelope = dialect == Envelope + "2" ? dialect : Envelope + "1";
        var home = root.Name.LocalName == "Environment" ? Environment : envelope;
        // Prefixes are resolved before any name changes.
        var named = copy.Descendants().ToDictionary(static element => element, NameByType);
        Straighten(root, SpaceOf(root.Name.Namespace));
        return copy;

        XNamespace SpaceOf(XNamespace name) =>
            name == XNamespace.None ? name
            : name == dialect ? home
            : name.NamespaceName is Envelope + "1" or Envelope + "2" or Envelope + "1/" or "http://schemas.dmtf.org/ovf/envelope" or "http://www.vmware.com/schema/ovf/1/envelope" ? envelope
            : name.NamespaceName.StartsWith(Cim, StringComparison.Ordinal) && name.NamespaceName.EndsWith(".xsd", StringComparison.Ordinal) ? name.NamespaceName[..^4]
            : name;

        bool IsDescribed(XNamespace name) => name == envelope || name == Environment || name.NamespaceName.StartsWith(Cim, StringComparison.Ordinal) || name.NamespaceName == "http://schemas.dmtf.org/wbem/wscim/1/common";

        void Straighten(XElement element, XNamespace space)
        {
            element.Name = space + element.Name.LocalName;
            if (space == envelope && element.Name.LocalName is "Section" or "Content" && named[element] is var (type, local) && type is not null)
            {
                element.Name = (type == XNamespace.None ? envelope : SpaceOf(type)) + local;
                element.Attribute(_instance + "type")!.Remove();
            }
            if (element.Name.LocalName == "InstanceId" && space.NamespaceName.StartsWith(Cim, StringComparison.Ordinal))
                element.Name = space + "InstanceID";
            var attributes = new List<XAttribute>();
            foreach (var attribute in element.Attributes())
            {
                var own = attribute.IsNamespaceDeclaration ? attribute.Name.Namespace : SpaceOf(attribute.Name.Namespace);
                if (own == XNamespace.None && !attribute.IsNamespaceDeclaration && (element.Name.Namespace == envelope || element.Name.Namespace == Environment)
                    && !element.Attributes().Any(one => one != attribute && one.Name.LocalName == attribute.Name.LocalName && SpaceOf(one.Name.Namespace) == element.Name.Namespace))
                    own = element.Name.Namespace;
                if (attributes.All(one => one.Name != own + attribute.Name.LocalName))
                    attributes.Add(new(own + attribute.Name.LocalName, attribute.Value));
            }
            element.ReplaceAttributes(attributes);
            var isOpen = (element.Name.Namespace == envelope && element.Name.LocalName is "Envelope" or "VirtualSystem" or "VirtualSystemCollection")
                || (element.Name.Namespace == Environment && element.Name.LocalName is "Environment" or "Entity");
            foreach (var child in element.Elements().ToList())
            {
                var its = SpaceOf(child.Name.Namespace);
                if (its == XNamespace.None && IsDescribed(element.Name.Namespace))
                    its = SpaceOfChildren(element);
                Straighten(child, its);
                if (isOpen && !IsDescribed(child.Name.Namespace))
                    child.Remove();
            }
        }

        XNamespace SpaceOfChildren(XElement element) => element.Name.LocalName switch
        {
            "Item" when element.Parent!.Name.LocalName == "NetworkPortProfile" => Cim + "EthernetPortAllocationSettingData",
            "Item" => Cim + "ResourceAllocationSettingData",
            "StorageItem" => Cim + "StorageAllocationSettingData",
            "EthernetPortItem" => Cim + "EthernetPortAllocationSettingData",
            "System" => Cim + "VirtualSystemSettingData",
            _ when element.Name.Namespace == envelope => envelope,
            _ => element.Name.Namespace,
        };
    }

    private static (XNamespace? Space, string Local) NameByType(XElement element)
    {
        if (element.Attribute(_instance + "type")?.Value.Trim().Split(':') is not { } parts)
            return (null, "");
        var local = parts[^1].EndsWith("_Type", StringComparison.Ordinal) ? parts[^1][..^5] : parts[^1];
        // What cannot be a name is none that a schema knows.
        return (parts.Length == 1 ? element.GetDefaultNamespace() : element.GetNamespaceOfPrefix(parts[0]) ?? "urn:undeclared", local.Length == 0 ? "_" : XmlConvert.EncodeLocalName(local));
    }
}
