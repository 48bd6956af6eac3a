using OvfKit.Diagnostics;

namespace OvfKit.Model;

/// <summary>The findings about what the schema says of a document (OVF1xxx).</summary>
/// <remarks>
/// Only a value nobody can read is an error: about half of the descriptors that products accept do not fit the schema. What the schema allows but
/// hardly anybody means is an information.
/// </remarks>
public static class SchemaDiagnostics
{
    private const string Clause = "DSP8023";

    /// <summary>A number or truth value is present but cannot be read as one.</summary>
    public static readonly DiagnosticDescriptor ValueNotReadable = new("OVF1001", DiagnosticSeverity.Error, "value not readable", Clause);

    /// <summary>An element stands where the schema does not know it.</summary>
    public static readonly DiagnosticDescriptor ElementUnexpected = new("OVF1002", DiagnosticSeverity.Warning, "element not expected here", Clause);

    /// <summary>An element is allowed, but before one that it follows.</summary>
    public static readonly DiagnosticDescriptor ElementOutOfOrder = new("OVF1003", DiagnosticSeverity.Warning, "element out of order", Clause);

    /// <summary>An element stands there more often than allowed.</summary>
    public static readonly DiagnosticDescriptor ElementRepeated = new("OVF1004", DiagnosticSeverity.Warning, "element repeated too often", Clause);

    /// <summary>An element lacks a child that it must have.</summary>
    public static readonly DiagnosticDescriptor ElementMissing = new("OVF1005", DiagnosticSeverity.Warning, "required element missing", Clause);

    /// <summary>An element exists only in the other version of OVF.</summary>
    public static readonly DiagnosticDescriptor ElementOfOtherVersion = new("OVF1006", DiagnosticSeverity.Warning, "element of another OVF version", Clause);

    /// <summary>A section is a vendor's own; whether its schema derives it from the standard's sections is not known.</summary>
    public static readonly DiagnosticDescriptor ForeignSection = new("OVF1007", DiagnosticSeverity.Info, "section of a vendor", Clause);

    /// <summary>An attribute is in the OVF namespace, but the schema declares none of that name there.</summary>
    public static readonly DiagnosticDescriptor AttributeUnknown = new("OVF1008", DiagnosticSeverity.Info, "unknown OVF attribute", Clause);

    /// <summary>An element lacks an attribute that it must have.</summary>
    public static readonly DiagnosticDescriptor AttributeMissing = new("OVF1009", DiagnosticSeverity.Warning, "required attribute missing", Clause);

    /// <summary>A value is readable, or nothing that is read, but not what the schema allows.</summary>
    public static readonly DiagnosticDescriptor ValueNotOfType = new("OVF1010", DiagnosticSeverity.Warning, "value not of its type", Clause);

    /// <summary>Text stands where only elements may be, or nothing at all.</summary>
    public static readonly DiagnosticDescriptor TextUnexpected = new("OVF1011", DiagnosticSeverity.Warning, "text not expected here", Clause);

    /// <summary>An element claims by <c>xsi:nil</c> to have no value, but must have one or has one.</summary>
    public static readonly DiagnosticDescriptor NilMisused = new("OVF1012", DiagnosticSeverity.Warning, "xsi:nil misused", Clause);

    /// <summary>An <c>xsi:type</c> names a type that does not exist or may not stand there.</summary>
    public static readonly DiagnosticDescriptor TypeMisused = new("OVF1013", DiagnosticSeverity.Warning, "xsi:type misused", Clause);

    /// <summary>An attribute stands on an element that allows none, or only others.</summary>
    public static readonly DiagnosticDescriptor AttributeUnexpected = new("OVF1014", DiagnosticSeverity.Warning, "attribute not expected here", Clause);

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        ValueNotReadable, ElementUnexpected, ElementOutOfOrder, ElementRepeated, ElementMissing, ElementOfOtherVersion, ForeignSection, AttributeUnknown,
        AttributeMissing, ValueNotOfType, TextUnexpected, NilMisused, TypeMisused, AttributeUnexpected,
    ];
}
