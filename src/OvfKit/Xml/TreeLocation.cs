using System.Globalization;
using System.Xml.Linq;
using OvfKit.Diagnostics;

namespace OvfKit.Xml;

/// <summary>Says where a node of an edited tree is: the line and column it was read from, and the path to it now.</summary>
internal static class TreeLocation
{
    /// <summary>The place of a node or attribute; of the nearest ancestor that was read from a text when the object itself was not.</summary>
    /// <param name="target">A node or attribute.</param>
    /// <param name="fallbackName">The document's name, for an object with no such ancestor.</param>
    public static Location Of(XObject target, string fallbackName = "") => Of(target, fallbackName, PathOf(target));

    /// <summary>The same, for a caller that knows the path already.</summary>
    public static Location Of(XObject target, string fallbackName, string? path)
    {
        for (var node = target; node is not null; node = node.Parent ?? (XObject?)node.Document)
        {
            if (node.Annotation<NodeSpan>() is { } span)
            {
                var index = node == target.Parent && target is XAttribute attribute ? IndexOf(attribute, (XElement)node, span) : span.Start;
                return span.Source.LocationOf(index) with { Path = path };
            }
            if (node is XDocument)
                break;
        }
        return new(fallbackName, Path: path);
    }

    private static int IndexOf(XAttribute attribute, XElement element, NodeSpan span)
    {
        var text = span.Source.Text;
        foreach (var part in StartTag.At(text, span.Start).Attributes)
        {
            var name = text[part.Name].Split(':');
            var isSame = name[^1] == attribute.Name.LocalName && (name.Length == 1
                ? attribute.Name.Namespace == XNamespace.None
                : element.GetNamespaceOfPrefix(name[0]) == attribute.Name.Namespace);
            if (isSame)
                return part.Name.Start.Value;
        }
        return span.Start;
    }

    private static string? PathOf(XObject target)
    {
        var steps = new Stack<string>();
        if (target is XAttribute attribute)
            steps.Push("@" + attribute.Name.LocalName);
        for (var element = target as XElement ?? target.Parent; element is not null; element = element.Parent)
            steps.Push(Step(element));
        return steps.Count == 0 ? null : "/" + string.Join('/', steps);
    }

    // The number a step needs where siblings share its name: Disk[2].
    private static string Step(XElement element)
    {
        var name = element.Name.LocalName;
        if (element.Parent is not { } parent)
            return name;
        var twins = parent.Elements().Where(one => one.Name.LocalName == name).ToList();
        return twins.Count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}[{twins.IndexOf(element) + 1}]");
    }
}
