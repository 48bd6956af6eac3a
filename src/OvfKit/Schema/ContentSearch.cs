using System.Xml.Linq;

namespace OvfKit.Schema;

/// <summary>Holds the children of one element after the other against content tables. Not thread-safe: it counts in place.</summary>
/// <param name="version">The version whose rules hold: One or Two.</param>
/// <param name="withForeign">Whether vendors' elements may stand anywhere among sections; the environment's schema has them at the end only.</param>
internal sealed class ContentSearch(SchemaVersions version, bool withForeign = false)
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
        var match = ContentMatcher.Find(_table, child, name, version, Reached);
        if (withForeign && match.Term is null && name.Family == SchemaFamily.Other && ContentMatcher.OpenSlot(_table) >= 0)
            return match with { Verdict = ContentVerdict.Foreign };
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
            if (_counts[index] < slot.Minimum && slot.Versions.HasFlag(version))
                return index;
        }
        return -1;
    }
}
