using System.Globalization;
using System.Xml.Linq;
using OvfKit.Schema;
using OvfKit.Xml;

namespace OvfKit.Model;

public abstract partial class OvfElement
{
    /// <summary>Puts in an element of a vendor, at the place the schema keeps for those.</summary>
    /// <param name="element">The element. One that stands elsewhere moves.</param>
    /// <exception cref="InvalidOperationException">The schema has no place for it here. An envelope and its content take sections only: see <see cref="UnknownSection"/>.</exception>
    public void AddExtension(XElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        var slot = Array.FindIndex(Table.Slots, slot => Array.Exists(slot.Wildcards, wildcard => wildcard.Accepts(element.Name)));
        if (slot < 0)
            throw new InvalidOperationException($"{Table.Name} has no place for {element.Name}.");
        if (Element.AncestorsAndSelf().Contains(element))
            throw new ArgumentException("An element cannot be put into itself.", nameof(element));
        if (element.Parent is not null)
            Indentation.Remove(element);
        NameAdoption.Adopt(element, null, null, Element);
        ContentPlace.Insert(element, slot, Element, Table);
    }

    private protected void SetAttribute(string name, string? value)
    {
        Escaping.RequireWritable(value);
        if (Attribute(name) is { } attribute)
        {
            if (value is null)
                attribute.Remove();
            else if (attribute.Value != value)
                attribute.Value = value;
        }
        else if (value is not null)
        {
            Element.SetAttributeValue(name.StartsWith(XmlPrefix, StringComparison.Ordinal)
                ? XNamespace.Xml + name[XmlPrefix.Length..]
                : NameAdoption.NamespaceOfAttributes(Element) + name, value);
        }
    }

    private protected void SetAttribute(string name, bool? value)
    {
        // Another spelling of the same is no edit.
        if (value is null || !Equals(Forgiving(() => AttributeBoolean(name)), value))
            SetAttribute(name, Text(value));
    }

    private protected void SetAttribute(string name, long? value, long minimum, long maximum)
    {
        Require(value, minimum, maximum);
        if (value is null || !Equals(Forgiving(() => AttributeInt64(name, minimum, maximum)), value))
            SetAttribute(name, Text(value));
    }

    private protected void SetText(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Escaping.RequireWritable(value);
        if (Element.Value != value)
            Element.Value = value;
    }

    private protected void SetChild(string name, string? value)
    {
        Escaping.RequireWritable(value);
        if (ChildElement(name) is not { } child)
        {
            if (value is not null)
                Place(name, value);
            return;
        }
        if (value is null)
        {
            Indentation.Remove(child);
            return;
        }
        child.Attribute(OvfNamespaces.SchemaInstance + "nil")?.Remove();
        if (child.Value != value)
            child.Value = value;
    }

    private protected void SetChild(string name, bool? value)
    {
        if (value is null || !Equals(Forgiving(() => ChildBoolean(name)), value))
            SetChild(name, Text(value));
    }

    private protected void SetChild(string name, long? value, long minimum, long maximum)
    {
        Require(value, minimum, maximum);
        if (value is null || !Equals(Forgiving(() => ChildInt64(name, minimum, maximum)), value))
            SetChild(name, Text(value));
    }

    private protected void SetChild(string name, OvfElement? value) => Replace(ChildElement(name), value, () => SlotOf(name));

    private protected void SetMember<T>(string head, T? value)
        where T : OvfElement => Replace(Member<T>(head)?.Element, value, () => SlotFor(value!, head));

    /// <summary>Makes a child that holds a text and puts it at its place.</summary>
    internal XElement Place(string name, string value, XElement? before = null)
    {
        Escaping.RequireWritable(value);
        var (slot, term) = SlotOf(name);
        RequireVersion(term!, Table.Slots[slot]);
        var child = new XElement(NameAdoption.NameFor(Element, term!), value);
        if (before is not null)
            Indentation.InsertBefore(before, child);
        else
            ContentPlace.Insert(child, slot, Element, Table);
        return child;
    }

    /// <summary>Moves a view in: at the place of the schema, or before a sibling.</summary>
    internal void Attach(OvfElement item, (int Slot, ContentTerm? Term) place, XElement? before = null)
    {
        if (item.Element == before)
            return;
        if (Element.AncestorsAndSelf().Contains(item.Element))
            throw new ArgumentException("An element cannot be put into itself.", nameof(item));
        var slot = Table.Slots[place.Slot];
        if (place.Term is not null)
            RequireVersion(place.Term, slot);
        RequireVersion(item);
        item.Remove();
        NameAdoption.Adopt(item.Element, place.Term, slot.Head, Element);
        if (before is not null)
            Indentation.InsertBefore(before, item.Element);
        else
            ContentPlace.Insert(item.Element, place.Slot, Element, Table);
    }

    /// <summary>The step and the term of a named child.</summary>
    internal (int Slot, ContentTerm? Term) SlotOf(string name)
    {
        var version = ContentPlace.VersionAt(Element);
        (int, ContentTerm?) found = default;
        foreach (var (index, slot) in Table.Slots.Index())
        {
            if (Array.Find(slot.Terms, term => term.Name == name) is not { } term)
                continue;
            found = (index, term);
            if (((slot.Versions & term.Versions) & version) != 0)
                break;
        }
        return found.Item2 is null ? throw new InvalidOperationException($"{Table.Name} has no {name}.") : found;
    }

    /// <summary>The step and the term of a member of a substitution group; no term for a vendor's.</summary>
    internal (int Slot, ContentTerm? Term) SlotFor(OvfElement item, string head)
    {
        var slot = Array.FindIndex(Table.Slots, slot => slot.Head == head);
        return (slot, Array.Find(Table.Slots[slot].Terms, term => term.Type == item.SchemaType));
    }

    private void Replace(XElement? old, OvfElement? value, Func<(int, ContentTerm?)> place)
    {
        if (value is not null && value.Element != old)
            Attach(value, place(), old);
        if (old is not null && value?.Element != old)
            Indentation.Remove(old);
    }

    // What is read may mix versions; what is written does not.
    private void RequireVersion(ContentTerm term, ContentSlot slot)
    {
        var version = ContentPlace.VersionAt(Element);
        if ((version & slot.Versions & term.Versions) == 0)
            throw new InvalidOperationException($"{term.Name} is not part of OVF {(version == SchemaVersions.One ? 1 : 2)}, the version of this descriptor.");
    }

    private void RequireVersion(OvfElement item)
    {
        var version = ContentPlace.VersionAt(Element);
        if (version == SchemaVersions.Both || item.Element.Document is { } document && document == Element.Document)
            return;
        foreach (var child in item.Element.Elements())
        {
            if (ContentMatcher.Find(item.Table, child, item.Element, version) is { Verdict: ContentVerdict.OtherVersion, Term: { } term })
                RequireVersion(term, item.Table.Slots.First(slot => slot.Terms.Contains(term)));
            if (SchemaNames.IsKnown(child.Name.Namespace, item.Element))
                RequireVersion(item.View(child));
        }
    }

    private static void Require(long? value, long minimum, long maximum)
    {
        if (value is not { } number)
            return;
        ArgumentOutOfRangeException.ThrowIfLessThan(number, minimum, nameof(value));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, maximum, nameof(value));
    }

    private static T? Forgiving<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (Diagnostics.InvalidContentException)
        {
            return default;
        }
    }

    private static string? Text(bool? value) => value switch { true => "true", false => "false", _ => null };

    private static string? Text(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
