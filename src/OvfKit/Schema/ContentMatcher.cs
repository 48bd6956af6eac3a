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

/// <summary>Finds the places of children in a content table.</summary>
internal static class ContentMatcher
{
    /// <summary>Finds the place of a single child, whatever stands around it.</summary>
    /// <param name="table">The table of the parent's type.</param>
    /// <param name="child">The child.</param>
    /// <param name="parent">The parent.</param>
    /// <param name="version">The version whose rules hold: One or Two.</param>
    public static ContentMatch Find(ContentTable table, XElement child, XElement parent, SchemaVersions version)
    {
        var elsewhere = new ContentMatch(child, ContentVerdict.Unexpected, -1, null);
        if (SchemaNames.NameOf(child, parent) is { } name)
        {
            for (var index = 0; index < table.Slots.Length; index++)
            {
                var slot = table.Slots[index];
                if (Array.Find(slot.Terms, term => term.Name == name) is not { } term)
                    continue;
                if ((slot.Versions & term.Versions).HasFlag(version))
                    return new(child, ContentVerdict.Fits, index, term);
                elsewhere = new(child, ContentVerdict.OtherVersion, index, term);
            }
        }
        if (elsewhere.SlotIndex >= 0)
            return elsewhere;
        for (var index = 0; index < table.Slots.Length; index++)
        {
            var slot = table.Slots[index];
            if (slot.Versions.HasFlag(version) && Array.Exists(slot.Wildcards, wildcard => wildcard.Accepts(child.Name)))
                return new(child, ContentVerdict.Fits, index, null);
        }
        var open = Array.FindIndex(table.Slots, static slot => slot.Head == "Section");
        return open < 0 ? elsewhere : new(child, ContentVerdict.Foreign, open, null);
    }
}
