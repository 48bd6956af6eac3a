using System.Xml.Linq;

namespace OvfKit.Xml;

/// <summary>Knows an attribute again that moved to another version's envelope namespace, so that it keeps its place in the tag.</summary>
/// <remarks>
/// An attribute of the tree cannot be renamed, only replaced; without this a change of version would write every attribute anew behind the
/// others. Of several with one local name only the first one can have moved, so that nothing is written twice.
/// </remarks>
internal static class AttributeMoves
{
    /// <summary>What an attribute of the text is in the edited element, or null if it was removed.</summary>
    /// <param name="old">The attribute as it was read, in its element.</param>
    /// <param name="now">The element as it is now.</param>
    public static XAttribute? Now(XAttribute old, XElement now)
    {
        if (now.Attribute(old.Name) is { } same)
            return same;
        var before = old.Parent!;
        return Twin(old, before) == old && Twin(old, now) is { } moved && before.Attribute(moved.Name) is null ? moved : null;
    }

    /// <summary>What an attribute of the edited element was in the text, or null if it is new.</summary>
    /// <param name="now">The attribute, in its element.</param>
    /// <param name="before">The element as it was read.</param>
    public static XAttribute? Before(XAttribute now, XElement before)
    {
        if (before.Attribute(now.Name) is { } same)
            return same;
        return Twin(now, before) is { } old && Now(old, now.Parent!) == now ? old : null;
    }

    // The first attribute that says the same in any version.
    private static XAttribute? Twin(XAttribute attribute, XElement element) => !OvfNamespaces.IsEnvelope(attribute.Name.Namespace) ? null
        : element.Attributes().FirstOrDefault(one => one.Name.LocalName == attribute.Name.LocalName && OvfNamespaces.IsEnvelope(one.Name.Namespace));
}
