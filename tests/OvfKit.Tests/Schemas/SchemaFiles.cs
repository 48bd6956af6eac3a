using System.Xml;
using System.Xml.Schema;
using OvfKit.Testing;

namespace OvfKit.Tests.Schemas;

/// <summary>Finds and compiles schema files: the repository's own, and the originals where they are at hand.</summary>
internal static class SchemaFiles
{
    public static string Folder { get; } = Path.Combine(RepositoryFiles.Root, "schemas");

    /// <summary>What an application loads for one version of the envelope: the shared files and the version's own.</summary>
    public static string[] Ours(string version) => [.. InFolder(Folder), .. InFolder(Path.Combine(Folder, version))];

    /// <summary>The same set as published. The environment's folder repeats two files of the envelope's, so only its main file is taken.</summary>
    public static string[] Originals(string dmtf, string version) =>
        [.. InFolder(Path.Combine(dmtf, $"envelope-{version}")), Path.Combine(dmtf, "environment-1.1.0", "dsp8027_1.1.0.xsd")];

    /// <summary>Compiles files as the library's users would: nothing is fetched, and the slightest complaint fails the test.</summary>
    public static XmlSchemaSet Compile(IEnumerable<string> files, Func<string, string>? edit = null)
    {
        var complaints = new List<string>();
        var set = new XmlSchemaSet { XmlResolver = null };
        set.ValidationEventHandler += (_, e) => complaints.Add($"{e.Exception.SourceUri}({e.Exception.LineNumber}): {e.Severity}: {e.Message}");
        // The W3C's signature and encryption schemas begin with a DOCTYPE.
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            using var reader = XmlReader.Create(new StringReader(edit is null ? text : edit(text)), settings, file);
            set.Add(null, reader);
        }

        set.Compile();
        Assert.Empty(complaints);
        return set;
    }

    private static string[] InFolder(string folder)
    {
        var files = Directory.GetFiles(folder, "*.xsd");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
