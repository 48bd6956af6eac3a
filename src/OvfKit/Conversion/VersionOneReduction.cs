using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Schema;
using OvfKit.Xml;

namespace OvfKit.Conversion;

/// <summary>Takes out of a version 2 document what version 1 has no words for, and says so. The content tables know what that is.</summary>
internal sealed class VersionOneReduction(OvfDescriptor descriptor, DiagnosticBag? diagnostics)
{
    // Version 2 declares these two for every element, which is why no table has them except where version 1 does too.
    private static readonly string[] _everywhere = ["configuration", "bound"];

    /// <summary>Reduces the whole document.</summary>
    /// <param name="root">Its Envelope, still in version 2.</param>
    public void Reduce(XElement root) => Reduce(root, ContentTables.Of(SchemaType.Envelope));

    private void Reduce(XElement element, ContentTable table)
    {
        RemoveAttributes(element, table);
        foreach (var child in element.Elements().ToList())
        {
            var match = ContentMatcher.Find(table, child, element, SchemaVersions.One);
            if (match is { Verdict: ContentVerdict.OtherVersion, Term.Type: SchemaType.StorageItem or SchemaType.EthernetPortItem })
                Generalize(child);
            else if (match.Verdict == ContentVerdict.OtherVersion)
                Remove(child, isSection: table.Slots[match.SlotIndex].Head is not null);
            else if (match.Term is { } term)
                ReduceKnown(child, ContentTables.Of(term.Type));
        }
    }

    private void ReduceKnown(XElement element, ContentTable table)
    {
        // The version's own type of a property both have: its values may be fewer.
        if (table is { Versions: SchemaVersions.One, Value: { } values } && !ValueReader.IsNil(element) && !values.Accepts(element.Value))
            Lose(element, $"{element.Name.LocalName} was removed: OVF 1 does not know the value \"{element.Value}\"");
        else
            Reduce(element, table);
    }

    private void RemoveAttributes(XElement element, ContentTable table)
    {
        foreach (var attribute in element.Attributes().ToList())
        {
            var name = attribute.Name.LocalName;
            if (attribute.IsNamespaceDeclaration || (attribute.Name.Namespace != XNamespace.None && !OvfNamespaces.IsEnvelope(attribute.Name.Namespace)))
                continue;
            var use = Array.Find(table.Attributes, use => use.Name == name);
            if (use is null ? !_everywhere.Contains(name) : use.Versions.HasFlag(SchemaVersions.One))
                continue;
            diagnostics?.Add(ConversionDiagnostics.AttributeLost.At(descriptor.LocationOf(attribute),
                $"{name}=\"{attribute.Value}\" was removed from {element.Name.LocalName}: OVF 1 does not have the attribute there"));
            attribute.Remove();
        }
    }

    // A disk, a drive or an adapter is a plain Item in version 1, whose properties are those that every kind of resource has.
    private void Generalize(XElement device)
    {
        diagnostics?.Add(ConversionDiagnostics.ItemGeneralized.At(descriptor.LocationOf(device), $"{device.Name.LocalName} became Item, the only kind of device OVF 1 has"));
        var table = ContentTables.Of(SchemaType.HardwareItem);
        RemoveAttributes(device, table);
        var properties = new List<(XElement Property, ContentTerm Term)>();
        foreach (var property in device.Elements().ToList())
        {
            var match = ContentMatcher.Find(table, property, device, SchemaVersions.One);
            if (match is { Verdict: ContentVerdict.Fits, Term: { } term })
                properties.Add((property, term));
            else if (SchemaNames.FamilyOf(property.Name.Namespace) is SchemaFamily.Rasd or SchemaFamily.Sasd or SchemaFamily.Epasd or SchemaFamily.None)
                Remove(property, isSection: false);
        }

        var resources = ResourceNamespace(device);
        device.Name = device.Name.Namespace + "Item";
        device.RemoveAnnotations<OvfElement>();
        foreach (var (property, term) in properties)
        {
            property.Name = resources + term.Name;
            property.RemoveAnnotations<OvfElement>();
            ReduceKnown(property, ContentTables.Of(term.Type));
        }
        Arrange(device, table);
    }

    // A property may have stood as a stranger at the end, where Item wants it in its place, and once only.
    private void Arrange(XElement item, ContentTable table)
    {
        var search = new ContentSearch(SchemaVersions.One);
        search.Begin(table);
        foreach (var property in item.Elements().ToList())
        {
            var match = search.Next(property, new(SchemaNames.FamilyOf(property.Name.Namespace), property.Name.LocalName));
            if (match.Verdict == ContentVerdict.Repeated)
            {
                Lose(property, $"{property.Name.LocalName} was removed: Item can have only one");
            }
            else if (match.Verdict == ContentVerdict.Misplaced)
            {
                Indentation.Remove(property);
                ContentPlace.Insert(property, match.SlotIndex, item, table);
            }
        }
    }

    // Declared once at the root where the document has no prefix for it, instead of by the writer in every property.
    private static XNamespace ResourceNamespace(XElement device)
    {
        var name = SchemaNames.NamespaceInUse(SchemaFamily.Rasd, device);
        var declaration = XNamespace.Xmlns + "rasd";
        var root = device.AncestorsAndSelf().Last();
        if (device.GetPrefixOfNamespace(name) is null && device.GetDefaultNamespace() != name && root.Attribute(declaration) is null)
            root.SetAttributeValue(declaration, name.NamespaceName);
        return name;
    }

    private void Remove(XElement element, bool isSection)
    {
        var name = element.Name.LocalName;
        if (!isSection)
        {
            Lose(element, $"{name} was removed from {element.Parent!.Name.LocalName}: OVF 1 does not have it there");
            return;
        }
        var disks = element.Elements().Where(child => SchemaNames.Is(child, "SharedDisk", element))
            .Select(static disk => disk.Attributes().FirstOrDefault(static one => one.Name.LocalName == "diskId")?.Value).OfType<string>().ToList();
        var also = disks.Count == 0 ? "" : $"; the shared disks {string.Join(", ", disks)} went with it, and devices that refer to them have none any more";
        diagnostics?.Add(ConversionDiagnostics.SectionLost.At(descriptor.LocationOf(element), $"{name} was removed: OVF 1 does not have it{also}"));
        Indentation.Remove(element);
    }

    private void Lose(XElement element, string message)
    {
        diagnostics?.Add(ConversionDiagnostics.ElementLost.At(descriptor.LocationOf(element), message));
        Indentation.Remove(element);
    }
}
