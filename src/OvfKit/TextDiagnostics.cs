using OvfKit.Diagnostics;

namespace OvfKit;

/// <summary>The findings about the text of a document: encoding and well-formedness (OVF0xxx).</summary>
public static class TextDiagnostics
{
    /// <summary>The document is larger than the reader accepts.</summary>
    public static readonly DiagnosticDescriptor TooLarge = new("OVF0001", DiagnosticSeverity.Error, "document too large");

    /// <summary>A byte sequence means nothing in the document's encoding.</summary>
    public static readonly DiagnosticDescriptor BadEncoding = new("OVF0002", DiagnosticSeverity.Error, "bytes do not fit the encoding", "XML 1.0 §4.3.3");

    /// <summary>The encoding named in the XML declaration is not the one the bytes are in.</summary>
    public static readonly DiagnosticDescriptor EncodingClaim =
        new("OVF0003", DiagnosticSeverity.Warning, "declared encoding contradicts the bytes", "XML 1.0 §4.3.3");

    /// <summary>The document has a document type declaration; none is accepted, so that no entity can expand or fetch anything.</summary>
    public static readonly DiagnosticDescriptor DtdRefused = new("OVF0004", DiagnosticSeverity.Error, "document type declaration refused");

    /// <summary>The text breaks the rules of XML.</summary>
    public static readonly DiagnosticDescriptor NotWellFormed = new("OVF0005", DiagnosticSeverity.Error, "not well-formed XML", "XML 1.0 §2.1");

    /// <summary>Elements are nested too deep, or there are too many nodes or attributes.</summary>
    public static readonly DiagnosticDescriptor TooComplex = new("OVF0006", DiagnosticSeverity.Error, "document too deep or too large a tree");

    /// <summary>The root element is not an OVF envelope.</summary>
    public static readonly DiagnosticDescriptor NotAnEnvelope = new("OVF0007", DiagnosticSeverity.Error, "root element is not an OVF Envelope", "DSP0243 §7");

    /// <summary>The root is called Envelope, but in a namespace of no known OVF version.</summary>
    public static readonly DiagnosticDescriptor UnknownNamespace =
        new("OVF0008", DiagnosticSeverity.Warning, "unknown OVF namespace", "DSP0243 §7");

    /// <summary>The file holds no text.</summary>
    public static readonly DiagnosticDescriptor Empty = new("OVF0009", DiagnosticSeverity.Error, "document is empty");

    /// <summary>The file does not begin like an XML document.</summary>
    public static readonly DiagnosticDescriptor NotXml = new("OVF0010", DiagnosticSeverity.Error, "not an XML document");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [TooLarge, BadEncoding, EncodingClaim, DtdRefused, NotWellFormed, TooComplex, NotAnEnvelope, UnknownNamespace, Empty, NotXml];
}
