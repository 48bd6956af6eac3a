using System.Xml.Linq;

namespace OvfKit.Xml;

/// <summary>Puts elements in and takes them out together with the blanks in front of them, the way the document around indents.</summary>
/// <remarks>In the tree a line end is "\n" whatever the document uses; the writer puts its own in.</remarks>
internal static class Indentation
{
    /// <summary>Inserts an element after a sibling.</summary>
    public static void InsertAfter(XElement sibling, XElement element)
    {
        var lead = LeadOf(sibling);
        XNode place = sibling;
        // A comment that ends the sibling's line speaks of the sibling.
        if (sibling.NextNode is XText { NextNode: XComment remark } gap && IsBlank(gap) && !gap.Value.Contains('\n', StringComparison.Ordinal))
            place = remark;
        else if (sibling.NextNode is XComment adjacent)
            place = adjacent;
        if (lead is null)
        {
            place.AddAfterSelf(element);
            return;
        }
        place.AddAfterSelf(new XText(lead), element);
        Spread(element, lead);
    }

    /// <summary>Inserts an element before a sibling.</summary>
    public static void InsertBefore(XElement sibling, XElement element)
    {
        if (LeadOf(sibling) is not { } lead)
        {
            sibling.AddBeforeSelf(element);
            return;
        }
        // The blanks in front of the sibling stay with it, and so do the comments that introduce it.
        var place = sibling.PreviousNode!;
        while (place.PreviousNode is XComment { PreviousNode: XText blank } && IsBlank(blank) && blank.Value.Contains('\n', StringComparison.Ordinal))
            place = blank;
        place.AddBeforeSelf(new XText(lead), element);
        Spread(element, lead);
    }

    /// <summary>Inserts the first child element of an element.</summary>
    public static void InsertInto(XElement parent, XElement element)
    {
        var outer = parent.Parent is null ? "\n" : LeadOf(parent);
        if (outer is null || UnitOf(parent) is not { } unit || parent.Nodes().Any(static node => node is XText text && !IsBlank(text)))
        {
            parent.Add(element);
            return;
        }
        var lead = outer + unit;
        if (parent.Nodes().LastOrDefault(static node => node is not XText) is { } last)
            last.AddAfterSelf(new XText(lead), element);
        else
            parent.AddFirst(new XText(lead), element);
        if (element.NodesAfterSelf().OfType<XText>().All(static text => !text.Value.Contains('\n', StringComparison.Ordinal)))
            element.AddAfterSelf(new XText(outer));
        Spread(element, lead);
    }

    /// <summary>Removes an element and the blanks in front of it.</summary>
    public static void Remove(XElement element)
    {
        if (element.PreviousNode is XText blank && IsBlank(blank) && blank is not XCData)
            blank.Remove();
        element.Remove();
    }

    // The line end and the blanks in front of an element; null where it does not begin a line.
    private static string? LeadOf(XElement element) =>
        element.PreviousNode is XText text && text.Value.LastIndexOf('\n') is var end and >= 0 && string.IsNullOrWhiteSpace(text.Value[end..]) ? text.Value[end..] : null;

    // What one level adds, as the first element inside the root shows it; null for a document that is not indented.
    private static string? UnitOf(XElement place)
    {
        var root = place.AncestorsAndSelf().Last();
        return root.Document is null ? null : root.Elements().Select(LeadOf).FirstOrDefault(static lead => lead is not null)?[1..];
    }

    // Gives an element that was made, not read, and its children their lines.
    private static void Spread(XElement element, string lead)
    {
        if (element.Annotation<NodeSpan>() is not null || !element.HasElements || element.Nodes().Any(static node => node is XText) || UnitOf(element) is not { } unit)
            return;
        foreach (var node in element.Nodes().ToList())
        {
            node.AddBeforeSelf(new XText(lead + unit));
            if (node is XElement child)
                Spread(child, lead + unit);
        }
        element.Add(new XText(lead));
    }

    private static bool IsBlank(XText text) => string.IsNullOrWhiteSpace(text.Value);
}
