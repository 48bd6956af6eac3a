using System.Xml.Linq;

namespace OvfKit.Schema;

/// <summary>How a child stands in the content of its parent.</summary>
internal enum ContentVerdict : byte
{
    /// <summary>Where the schema wants it.</summary>
    Fits,

    /// <summary>Allowed, but after something it should stand before.</summary>
    Misplaced,

    /// <summary>Allowed, but there are too many.</summary>
    Repeated,

    /// <summary>Known only to the other version.</summary>
    OtherVersion,

    /// <summary>Of a vendor, where only a substitution group is open and the schemas do not know it for a member.</summary>
    Foreign,

    /// <summary>Not allowed here.</summary>
    Unexpected,
}

/// <summary>A child and its place in the content model.</summary>
/// <param name="Child">The child.</param>
/// <param name="Verdict">How it stands.</param>
/// <param name="SlotIndex">The index of its step in <see cref="ContentTable.Slots"/>, or -1.</param>
/// <param name="Term">What it is, or null for one let pass by a wildcard or not known.</param>
internal readonly record struct ContentMatch(XElement Child, ContentVerdict Verdict, int SlotIndex, ContentTerm? Term);

/// <summary>The one search for the place of a child in a content table.</summary>
internal static class ContentMatcher
{
    /// <summary>Finds the place of a single child as the model reads it: in any family, whatever stands around it.</summary>
    /// <param name="table">The table of the parent's type.</param>
    /// <param name="child">The child.</param>
    /// <param name="parent">The parent.</param>
    /// <param name="version">The version whose rules hold: One, Two, or Both for what must be in either.</param>
    public static ContentMatch Find(ContentTable table, XElement child, XElement parent, SchemaVersions version)
    {
        var family = SchemaNames.FamilyOf(child.Name.Namespace);
        var name = SchemaNames.NameOf(child, parent) is { } known ? new SchemaName(family, known, InAnyFamily: true) : new(SchemaFamily.Other, child.Name.LocalName);
        var match = Find(table, child, name, version);
        return match.SlotIndex < 0 && OpenSlot(table) is >= 0 and var open ? new(child, ContentVerdict.Foreign, open, null) : match;
    }

    /// <summary>Finds the place of a child by its name.</summary>
    /// <param name="table">The table of the parent's type.</param>
    /// <param name="child">The child.</param>
    /// <param name="name">The name the schemas know it by.</param>
    /// <param name="version">The version whose rules hold.</param>
    /// <param name="from">The index of the step to begin with: the search goes once around, and most children follow the last one.</param>
    public static ContentMatch Find(ContentTable table, XElement child, SchemaName name, SchemaVersions version, int from = 0)
    {
        var slots = table.Slots;
        ContentMatch? other = null;
        for (int step = 0, index = from; step < slots.Length; step++, index = index + 1 == slots.Length ? 0 : index + 1)
        {
            var slot = slots[index];
            if (HeadOf(slot, name, version) is { } head)
                return new(child, ContentVerdict.Fits, index, head);
            foreach (var term in slot.Terms)
            {
                if (term.Name != name.Local || (term.Family != name.Family && !name.InAnyFamily))
                    continue;
                if ((slot.Versions & term.Versions).HasFlag(version))
                    return new(child, ContentVerdict.Fits, index, term);
                other = new(child, ContentVerdict.OtherVersion, index, term);
            }
        }
        if (other is { } found)
            return found;
        for (var index = 0; index < slots.Length; index++)
        {
            if (!slots[index].Versions.HasFlag(version))
                continue;
            foreach (var wildcard in slots[index].Wildcards)
            {
                if (wildcard.Accepts(child.Name.Namespace, name.Family))
                    return new(child, ContentVerdict.Fits, index, null);
            }
        }
        var open = name.Family == SchemaFamily.Other ? OpenSlot(table) : -1;
        return open < 0 ? new(child, ContentVerdict.Unexpected, -1, null) : new(child, ContentVerdict.Foreign, open, null);
    }

    /// <summary>The index of the step where sections stand, or -1.</summary>
    public static int OpenSlot(ContentTable table) => Array.FindIndex(table.Slots, static slot => slot.Head == "Section");

    // The head's type is abstract, not the head itself: with an xsi:type it may stand for any of its members. The model has no view of one.
    private static ContentTerm? HeadOf(ContentSlot slot, SchemaName name, SchemaVersions version) =>
        slot.Head is null || slot.Head != name.Local || name.Family != slot.Terms[0].Family || name.InAnyFamily || !slot.Versions.HasFlag(version)
            ? null
            : Array.Find(ContentTables.Global(name.Family, name.Local), term => term.Versions.HasFlag(version));
}
