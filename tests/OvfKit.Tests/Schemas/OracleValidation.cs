using System.Xml.Linq;
using System.Xml.Schema;

namespace OvfKit.Tests.Schemas;

/// <summary>Asks System.Xml.Schema what it finds in a document.</summary>
internal static class OracleValidation
{
    private static readonly Lazy<XmlSchemaSet> _one = new(() => SchemaFiles.Compile(SchemaFiles.Ours("1.1.1")));
    private static readonly Lazy<XmlSchemaSet> _two = new(() => SchemaFiles.Compile(SchemaFiles.Ours("2.0.1")));

    /// <summary>The complaints about a descriptor, by the schema of its version.</summary>
    public static IReadOnlyList<string> Complaints(OvfDescriptor descriptor)
    {
        var complaints = new List<string>();
        // Not from a string: a byte order mark is part of the document.
        using var bytes = new MemoryStream(descriptor.ToBytes());
        var document = XDocument.Load(bytes);
        var set = descriptor.Envelope.Namespace.NamespaceName.EndsWith('2') ? _two : _one;
        document.Validate(set.Value, (_, e) => complaints.Add(e.Message));
        return complaints;
    }
}
