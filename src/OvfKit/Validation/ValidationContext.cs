using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Validation.Reading;
using OvfKit.Xml;

namespace OvfKit.Validation;

/// <summary>What a rule sees while it checks a descriptor.</summary>
public sealed class ValidationContext
{
    private readonly DiagnosticBag _diagnostics;
    private readonly ElementPaths _paths = new();

    internal ValidationContext(OvfDescriptor descriptor, DiagnosticBag diagnostics)
    {
        (Descriptor, _diagnostics) = (descriptor, diagnostics);
        var root = descriptor.Document.Root ?? throw new InvalidOperationException("The document has no root element any more.");
        Read = new ElementReading(root.Name.Namespace);
        Index = new DescriptorIndex(root, Read);
    }

    /// <summary>The descriptor that is checked.</summary>
    public OvfDescriptor Descriptor { get; }

    /// <summary>Where findings go that already have their place.</summary>
    internal DiagnosticBag Diagnostics => _diagnostics;

    /// <summary>Reads names and attributes as every dialect writes them.</summary>
    internal ElementReading Read { get; }

    /// <summary>The descriptor's parts, gathered once for all rules.</summary>
    internal DescriptorIndex Index { get; }

    /// <summary>Reports a finding.</summary>
    /// <param name="descriptor">The kind of finding.</param>
    /// <param name="at">The element or attribute it is about.</param>
    /// <param name="message">What was found, what was expected and what the user can do.</param>
    public void Report(DiagnosticDescriptor descriptor, XObject at, string message)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(at);

        // The descriptor's own LocationOf counts siblings anew each time, which hostile files with many findings would make quadratic.
        _diagnostics.Add(descriptor.At(TreeLocation.Of(at, Descriptor.Name, _paths.Of(at)), message));
    }

    /// <summary>A value of the descriptor in quotes, as messages show it: short, on one line.</summary>
    internal static string Show(string? value)
    {
        const int Most = 60;
        var text = value.AsSpan().Trim();
        var isCut = text.Length > Most;
        if (isCut)
            text = text[..(char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most)];
        return string.Concat("\"", string.Concat(text.ToString().Select(static c => char.IsControl(c) ? ' ' : c)), isCut ? "…\"" : "\"");
    }
}
