using System.Xml;
using System.Xml.Schema;

namespace OvfKit.SchemaGen;

/// <summary>Finds and compiles the schemas of one version.</summary>
internal static class SchemaFolder
{
    private const string PublishedEnvironment = "environment-1.1.0";

    /// <summary>Compiles the files of a folder and of its sub-folder for a version: <c>1.1.1</c> here; <c>envelope-1.1.1</c> and that of the environment as published.</summary>
    public static XmlSchemaSet Load(string folder, string version)
    {
        var set = new XmlSchemaSet { XmlResolver = null };
        set.ValidationEventHandler += static (_, e) => throw new InvalidOperationException($"{e.Exception.SourceUri}({e.Exception.LineNumber}): {e.Message}");
        // The W3C's signature and encryption schemas begin with a DOCTYPE.
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };
        var own = Directory.GetDirectories(folder).Where(path => Path.GetFileName(path) is var name && (name == version || name == "envelope-" + version || name == PublishedEnvironment))
            .Order(StringComparer.Ordinal);
        foreach (var file in own.Prepend(folder).SelectMany(static path => Directory.GetFiles(path, "*.xsd").Order(StringComparer.Ordinal)))
        {
            using var reader = XmlReader.Create(file, settings);
            // As published, the envelope and the environment each come with a copy of what both import.
            if (XmlSchema.Read(reader, null) is { } schema && !set.Contains(schema.TargetNamespace))
                set.Add(schema);
        }
        set.Compile();
        return set.Count > 0 ? set : throw new InvalidOperationException($"{folder} has no schemas of version {version}");
    }
}
