using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Xml;

namespace OvfKit.Schema;

/// <summary>Gathers what a validation finds and hands it over in the order of the text.</summary>
internal sealed class SchemaFindings(string document)
{
    // As many as a bag keeps. It also bounds what a hostile document can make the validation cost.
    private const int Capacity = 10_000;

    private const int MostOfText = 60;

    private readonly List<Diagnostic> _found = [];
    private readonly ElementPaths _paths = new();

    /// <summary>True when further findings would be for nobody.</summary>
    public bool IsFull => _found.Count >= Capacity;

    /// <summary>Adds a finding.</summary>
    /// <param name="descriptor">What it is.</param>
    /// <param name="target">The element or attribute it is about.</param>
    /// <param name="message">What is wrong, and what would be right.</param>
    public void Add(DiagnosticDescriptor descriptor, XObject target, string message)
    {
        if (!IsFull)
            _found.Add(descriptor.At(TreeLocation.Of(target, document, _paths.Of(target)), message));
    }

    /// <summary>Hands the findings over.</summary>
    public void MoveTo(DiagnosticBag diagnostics)
    {
        foreach (var diagnostic in _found.OrderBy(static one => one.Location.Line).ThenBy(static one => one.Location.Column))
            diagnostics.Add(diagnostic);
        _found.Clear();
    }

    /// <summary>A text of the document, cut to what fits a message.</summary>
    public static string Quoted(string text) => text.Length <= MostOfText ? $"\"{text}\"" : $"\"{text.AsSpan(0, MostOfText)}…\"";

    /// <summary>The name of an element or attribute as people write it.</summary>
    public static string NameOf(XObject target)
    {
        var name = target is XAttribute attribute ? attribute.Name : ((XElement)target).Name;
        return NameOf(name.LocalName, OvfNamespaces.UsualPrefix(name.NamespaceName));
    }

    /// <summary>The name the schema has for a child or an attribute.</summary>
    public static string NameOf(SchemaFamily family, string local) =>
        NameOf(local, family == SchemaFamily.Ovf ? "ovf" : OvfNamespaces.UsualPrefix(SchemaNames.CanonicalNamespace(family).NamespaceName));

    private static string NameOf(string local, string? prefix)
    {
        var cut = local.Length <= MostOfText ? local : local[..MostOfText] + "…";
        return prefix is null ? cut : $"{prefix}:{cut}";
    }
}
