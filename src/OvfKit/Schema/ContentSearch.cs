using System.Xml.Linq;

namespace OvfKit.Schema;

/// <summary>Holds the children of one element after the other against content tables. Not thread-safe: it counts in place.</summary>
/// <param name="names">The names of the document.</param>
internal sealed class ContentSearch(DocumentNames names)
{
    private int[] _counts = new int[64];
    private ContentTable _table = null!;

    /// <summary>The index of the last step that a child was found for.</summary>
    public int Reached { get; private set; }

    /// <summary>Begins with the children of an element.</summary>
    /// <param name="table">The table of its type.</param>
    public void Begin(ContentTable table)
    {
        (_table, Reached) = (table, 0);
        if (_counts.Length < table.Slots.Length)
            _counts = new int[table.Slots.Length];
        _counts.AsSpan(0, table.Slots.Length).Clear();
    }

    /// <summary>Judges the next child.</summary>
    /// <param name="child">The child.</param>
    /// <param name="name">The name the schemas know it by.</param>
    public ContentMatch Next(XElement child, SchemaName name)
    {
        var match = Find(child, name);
        if (match.Verdict != ContentVerdict.Fits)
            return match;
        if (++_counts[match.SlotIndex] > _table.Slots[match.SlotIndex].Maximum)
            match = match with { Verdict = ContentVerdict.Repeated };
        else if (match.SlotIndex < Reached)
            match = match with { Verdict = ContentVerdict.Misplaced };
        Reached = Math.Max(Reached, match.SlotIndex);
        return match;
    }

    /// <summary>The index of the next step from an index on that has fewer children than it needs, or -1.</summary>
    public int NextGap(int from)
    {
        for (var index = from; index < _table.Slots.Length; index++)
        {
            var slot = _table.Slots[index];
            if (_counts[index] < slot.Minimum && slot.Versions.HasFlag(names.Version))
                return index;
        }
        return -1;
    }

    private ContentMatch Find(XElement child, SchemaName name)
    {
        var slots = _table.Slots;
        ContentMatch? other = null;
        // Most children follow the last one, so the search goes on from there and once around.
        for (int step = 0, index = Reached; step < slots.Length; step++, index = index + 1 == slots.Length ? 0 : index + 1)
        {
            var slot = slots[index];
            // The head's type is abstract, not the head itself: with an xsi:type it may stand for any of its members.
            if (slot.Head == name.Local && name.Family == SchemaFamily.Ovf && slot.Versions.HasFlag(names.Version)
                && Array.Find(ContentTables.Global(SchemaFamily.Ovf, name.Local), term => term.Versions.HasFlag(names.Version)) is { } head)
            {
                return new(child, ContentVerdict.Fits, index, head);
            }

            foreach (var term in slot.Terms)
            {
                if (term.Family != name.Family || term.Name != name.Local)
                    continue;
                if ((slot.Versions & term.Versions).HasFlag(names.Version))
                    return new(child, ContentVerdict.Fits, index, term);
                other = new(child, ContentVerdict.OtherVersion, index, term);
            }
        }
        if (other is { } found)
            return found;
        for (var index = 0; index < slots.Length; index++)
        {
            if (!slots[index].Versions.HasFlag(names.Version))
                continue;
            foreach (var wildcard in slots[index].Wildcards)
            {
                if (wildcard.Accepts(child.Name.Namespace, name.Family))
                    return new(child, ContentVerdict.Fits, index, null);
            }
        }
        var open = name.Family == SchemaFamily.Other ? Array.FindIndex(slots, static slot => slot.Head == "Section") : -1;
        return open < 0 ? new(child, ContentVerdict.Unexpected, -1, null) : new(child, ContentVerdict.Foreign, open, null);
    }
}
