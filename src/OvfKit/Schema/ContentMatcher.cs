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

/// <summary>A step with fewer children than it needs.</summary>
/// <param name="SlotIndex">Its index in <see cref="ContentTable.Slots"/>.</param>
/// <param name="Before">The child in front of which the missing one belongs, or null for the end.</param>
internal readonly record struct ContentGap(int SlotIndex, XElement? Before);

/// <summary>Holds the children of an element against a content table.</summary>
internal static class ContentMatcher
{
    /// <summary>Judges every child and every step.</summary>
    /// <param name="table">The table of the element's type.</param>
    /// <param name="element">The element.</param>
    /// <param name="version">The version whose rules hold: One or Two.</param>
    public static (IReadOnlyList<ContentMatch> Children, IReadOnlyList<ContentGap> Gaps) Match(ContentTable table, XElement element, SchemaVersions version)
    {
        var matches = new List<ContentMatch>();
        var counts = new int[table.Slots.Length];
        var reached = 0;
        foreach (var child in element.Elements())
        {
            var match = Find(table, child, element, version);
            if (match.Verdict == ContentVerdict.Fits && match.SlotIndex >= 0)
            {
                if (++counts[match.SlotIndex] > table.Slots[match.SlotIndex].Maximum)
                    match = match with { Verdict = ContentVerdict.Repeated };
                else if (match.SlotIndex < reached)
                    match = match with { Verdict = ContentVerdict.Misplaced };
                reached = Math.Max(reached, match.SlotIndex);
            }
            matches.Add(match);
        }

        var gaps = new List<ContentGap>();
        foreach (var (index, slot) in table.Slots.Index())
        {
            if (slot.Versions.HasFlag(version) && counts[index] < slot.Minimum)
                gaps.Add(new(index, matches.Find(match => match.SlotIndex > index).Child));
        }
        return (matches, gaps);
    }

    /// <summary>Finds the place of a single child, whatever stands around it.</summary>
    /// <inheritdoc cref="Match"/>
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
