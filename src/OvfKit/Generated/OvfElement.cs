using System.Globalization;
using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Model;

/// <summary>A view of one element. It holds no state of its own: it reads from the element and writes to it.</summary>
/// <remarks>The same element always has the same view. Not thread-safe.</remarks>
public abstract class OvfElement
{
    private protected OvfElement(XElement element) => Element = element;

    /// <summary>The element viewed.</summary>
    public XElement Element { get; }

    internal static T Of<T>(XElement element, Func<XElement, T> view)
        where T : OvfElement
    {
        if (element.Annotation<T>() is { } existing)
            return existing;
        var made = view(element);
        element.AddAnnotation(made);
        return made;
    }

    /// <summary>True when an element is the named one of the schema, whatever OVF namespace it is in.</summary>
    /// <remarks>The draft and oVirt write sections as <c>Section</c> and <c>Content</c> and name them in <c>xsi:type</c>.</remarks>
    private protected bool Matches(XElement candidate, string name)
    {
        if (!IsOvf(candidate.Name.Namespace))
            return false;
        if (candidate.Name.LocalName == name)
            return true;
        if (candidate.Name.LocalName is not ("Section" or "Content") || candidate.Attribute(OvfNamespaces.SchemaInstance + "type")?.Value is not { } type)
            return false;
        var local = type.AsSpan(type.IndexOf(':', StringComparison.Ordinal) + 1).Trim();
        return local.SequenceEqual(name) || (local.StartsWith(name, StringComparison.Ordinal) && local[name.Length..].SequenceEqual("_Type"));
    }

    private protected T? Child<T>(string name, Func<XElement, T> view)
        where T : OvfElement => Element.Elements().FirstOrDefault(candidate => Matches(candidate, name)) is { } found ? Of(found, view) : null;

    private protected IReadOnlyList<T> Children<T>(string name, Func<XElement, T> view)
        where T : OvfElement => [.. Element.Elements().Where(candidate => Matches(candidate, name)).Select(found => Of(found, view))];

    private protected string? ChildText(string name) => Element.Elements().FirstOrDefault(candidate => Matches(candidate, name))?.Value;

    private protected XAttribute? Attribute(string name) =>
        Element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name && !attribute.IsNamespaceDeclaration && IsOvf(attribute.Name.Namespace));

    private protected string? Text(string name) => Attribute(name)?.Value;

    private protected void SetText(string name, string? value)
    {
        if (Attribute(name) is { } attribute)
        {
            if (value is null)
                attribute.Remove();
            else if (attribute.Value != value)
                attribute.Value = value;
        }
        else if (value is not null)
        {
            var own = Element.Name.Namespace;
            Element.SetAttributeValue((own == XNamespace.None ? Element.Document?.Root?.Name.Namespace ?? own : own) + name, value);
        }
    }

    private protected void SetNumber(string name, long? value, long maximum = long.MaxValue)
    {
        if (value is { } number)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number, nameof(value));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(number, maximum, nameof(value));
        }
        SetText(name, value?.ToString(CultureInfo.InvariantCulture));
    }

    private protected void SetBoolean(string name, bool? value) => SetText(name, value is { } flag ? flag ? "true" : "false" : null);

    // An unprefixed attribute is in no namespace, which the schema does not allow but several tools write.
    private bool IsOvf(XNamespace name) => name == XNamespace.None || name == Element.Name.Namespace || OvfNamespaces.IsEnvelope(name);
}
