using System.Globalization;
using System.Xml.Linq;

namespace OvfKit.Xml;

/// <summary>The prefixes that hold inside one element of the text being written, and the names they allow.</summary>
/// <remarks>
/// In the tree a name carries its namespace and a declaration is only an attribute, so the two can contradict each other after an edit.
/// Names win: whatever the declarations say, the text written means the names the tree has.
/// </remarks>
internal sealed class NamespaceScope
{
    /// <summary>The scope around the root element.</summary>
    public static NamespaceScope Outermost { get; } = new();

    private readonly NamespaceScope? _outer;
    private List<(string Prefix, string Uri)>? _declared;
    private List<(string Prefix, string Uri)>? _added;
    private string _elementPrefix = "";

    private NamespaceScope()
    {
    }

    /// <summary>Enters an element.</summary>
    /// <param name="outer">The scope around it.</param>
    /// <param name="element">The element, whose own declarations hold from here on.</param>
    public NamespaceScope(NamespaceScope outer, XElement element)
    {
        _outer = outer;
        for (var attribute = element.FirstAttribute; attribute is not null; attribute = attribute.NextAttribute)
        {
            if (attribute.IsNamespaceDeclaration)
                (_declared ??= []).Add((DeclaredPrefix(attribute), attribute.Value));
        }
        if (element.Name.Namespace == XNamespace.None && Resolve("") != "")
        {
            // Only the absence of a default namespace lets a name have none, so a declaration of one on the element itself has to give way.
            if (_declared?.RemoveAll(static one => one.Prefix.Length == 0) > 0)
                _declared.Add(("", ""));
            else
                Declare("", "");
        }
    }

    /// <summary>Declarations the tree does not have but the names need.</summary>
    public IReadOnlyList<(string Prefix, string Uri)> Added => _added ?? [];

    /// <summary>The value a declaration of the element is written with.</summary>
    public string ValueOf(XAttribute declaration) => Resolve(DeclaredPrefix(declaration)) ?? declaration.Value;

    /// <summary>The name to write for the element.</summary>
    /// <param name="name">Its name in the tree.</param>
    /// <param name="written">The prefix it was written with so far, which is kept while it fits; null for a new element, which follows its parent.</param>
    public string Element(XName name, string? written)
    {
        var uri = name.NamespaceName;
        _elementPrefix = Prefix(uri, written ?? _outer!._elementPrefix, isElement: true);
        return Join(_elementPrefix, name.LocalName);
    }

    /// <summary>The name to write for an attribute of the element.</summary>
    /// <inheritdoc cref="Element" path="/param"/>
    public string Attribute(XName name, string? written)
    {
        if (name.Namespace == XNamespace.None)
            return name.LocalName;
        return Join(Prefix(name.NamespaceName, written, isElement: false), name.LocalName);
    }

    private string Prefix(string uri, string? usual, bool isElement)
    {
        if (uri == XNamespace.Xml.NamespaceName)
            return "xml";
        if (uri == XNamespace.Xmlns.NamespaceName)
            return "xmlns";
        if (usual is not null && (isElement || usual.Length > 0) && Resolve(usual) == uri)
            return usual;
        if (isElement && Resolve("") == uri)
            return "";
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            foreach (var (prefix, declared) in scope._declared ?? [])
            {
                if (declared == uri && prefix.Length > 0 && Resolve(prefix) == uri)
                    return prefix;
            }
        }
        return Invent(uri, isElement);
    }

    private string Invent(string uri, bool isElement)
    {
        var hint = OvfNamespaces.UsualPrefix(uri);
        if (hint is null && isElement && _declared?.Exists(static one => one.Prefix.Length == 0) != true)
            return Declare("", uri);

        // A prefix in use further out may be needed further in, so an unused one is taken.
        var prefix = hint ?? "ns1";
        for (var number = 2; Resolve(prefix) is not null; number++)
            prefix = (hint ?? "ns") + number.ToString(CultureInfo.InvariantCulture);
        return Declare(prefix, uri);
    }

    private string Declare(string prefix, string uri)
    {
        (_declared ??= []).Add((prefix, uri));
        (_added ??= []).Add((prefix, uri));
        return prefix;
    }

    private string? Resolve(string prefix)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            foreach (var (declared, uri) in scope._declared ?? [])
            {
                if (declared == prefix)
                    return uri;
            }
        }
        return prefix switch { "" => "", "xml" => XNamespace.Xml.NamespaceName, _ => null };
    }

    private static string DeclaredPrefix(XAttribute declaration) => declaration.Name.Namespace == XNamespace.None ? "" : declaration.Name.LocalName;

    private static string Join(string prefix, string localName) => prefix.Length == 0 ? localName : prefix + ":" + localName;
}
