using OvfKit.Diagnostics;
using OvfKit.Testing;
using OvfKit.Xml;

namespace OvfKit.Tests.Xml;

/// <summary>Descriptors by many producers, which are not part of the repository, keep their bytes.</summary>
public sealed class CorpusRoundTripTests
{
    [Fact]
    public void Untouched_descriptors_keep_every_byte() => ForEachDescriptor(static (path, bytes, document) =>
    {
        Assert.True(bytes.SequenceEqual(document.ToBytes()), path);
        Assert.True(document.Source.Text == VerbatimWriter.Write(document.Document, document.Source, XmlLimits.Default), path);
    });

    [Fact]
    public void Changing_an_attribute_changes_only_its_value() => ForEachDescriptor(static (path, _, document) =>
    {
        var attributes = document.Document.Descendants().SelectMany(static element => element.Attributes()).Where(static one => !one.IsNamespaceDeclaration).ToList();
        if (attributes.Count == 0)
            return;
        var attribute = attributes[attributes.Count / 2];
        var text = document.Source.Text;
        var tag = StartTag.At(text, attribute.Parent!.Annotation<NodeSpan>()!.Start);
        var value = tag.Attributes[attribute.Parent.Attributes().ToList().IndexOf(attribute)].Value;
        attribute.Value = "changed <by> test";

        var expected = text[..value.Start.Value] + "changed &lt;by&gt; test" + text[value.End.Value..];
        Assert.True(document.Source.Encode(expected).AsSpan().SequenceEqual(document.ToBytes()), path);
    });

    [Fact]
    public void Changing_a_text_changes_only_that_text() => ForEachDescriptor(static (path, _, document) =>
    {
        var leaf = document.Document.Descendants().LastOrDefault(static element => !element.HasElements && element.Value.Length > 0);
        if (leaf is null)
            return;
        var text = document.Source.Text;
        var span = leaf.Annotation<ContainerSpan>()!;
        leaf.Value = "changed & tested";

        Assert.True(text[..span.ContentStart] + "changed &amp; tested" + text[span.ContentEnd..] == document.Source.Encoding.GetString(document.ToBytes()).TrimStart('\uFEFF'), path);
    });

    private static void ForEachDescriptor(Action<string, byte[], VerbatimDocument> check)
    {
        var corpus = RepositoryFiles.Reference("corpus");
        Assert.SkipWhen(corpus is null, "the corpus of foreign descriptors (shared/corpus beside the repository) is not here");
        var read = 0;
        foreach (var path in Directory.EnumerateFiles(corpus!, "*.ovf", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(path);
            try
            {
                check(path, bytes, VerbatimDocument.Parse(bytes, path));
                read++;
            }
            catch (InvalidContentException exception)
            {
                Assert.Contains(exception.Diagnostic.Descriptor, TextDiagnostics.All);
            }
        }
        Assert.True(read > 100, $"only {read} descriptors could be read");
    }
}
