using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Validation.Reading;
using OvfKit.Xml;
using static OvfKit.Validation.EnvelopeDiagnostics;
using static OvfKit.Validation.ValidationContext;

namespace OvfKit.Validation.Rules;

/// <summary>The envelope and the virtual systems in it: that they are there, and have their ids (§7).</summary>
internal sealed class EnvelopeRules : ValidationRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Codes { get; } =
    [
        UnknownVersion, NoReferences, NoContent, SeveralContents, UnknownContent, ContentWithoutId, DuplicateContentId, ContentWithoutInfo,
        VersionDiffers, RepeatedContentId,
    ];

    public override void Check(ValidationContext context)
    {
        var index = context.Index;
        CheckVersion(context);
        if (index.References.Count == 0)
            context.Report(NoReferences, index.Root, "the envelope has no References; add the element, empty where the package has no files");
        foreach (var unknown in index.UnknownContents)
        {
            var type = ElementReading.IsTyped(unknown) ? $"of the type {Show(context.Read.Kind(unknown))}" : "without a type";
            context.Report(UnknownContent, unknown, $"the content is {type}; VirtualSystem or VirtualSystemCollection was expected");
        }
        CheckCount(context);
        CheckContents(context);
    }

    private static void CheckVersion(ValidationContext context)
    {
        var root = context.Index.Root;
        if (context.Index.Dialect == OvfDialect.Unknown)
        {
            context.Report(UnknownVersion, root,
                $"the envelope is in the namespace {Show(root.Name.NamespaceName)}; readers of OVF 1 expect \"{OvfNamespaces.Envelope1}\" and refuse others");
        }
        if (context.Read.Attribute(root, "version") is not { } version || version.Value.Split('.') is not [var stated, ..])
            return;
        var major = context.Index.Dialect switch { OvfDialect.Ovf1 => "1", OvfDialect.Ovf2 => "2", OvfDialect.Draft => "0", _ => null };
        if (major is not null && stated.Trim() != major)
        {
            context.Report(VersionDiffers, version,
                $"the version is given as {Show(version.Value)}, but the namespace is that of version {major}; the namespace counts, so remove the attribute");
        }
    }

    private static void CheckCount(ValidationContext context)
    {
        var index = context.Index;
        var top = index.Contents.Where(static one => one.Parent is null).ToList();
        if (top.Count == 0 && index.UnknownContents.Count == 0)
            context.Report(NoContent, index.Root, "the envelope has neither a VirtualSystem nor a VirtualSystemCollection, so there is nothing to deploy");
        foreach (var further in top.Skip(1))
            context.Report(SeveralContents, further.Element, "an envelope has one content; put several virtual systems into a VirtualSystemCollection");
    }

    private static void CheckContents(ValidationContext context)
    {
        var inCollection = new HashSet<(XElement?, string)>();
        var anywhere = new HashSet<string>(StringComparer.Ordinal);
        foreach (var content in context.Index.Contents)
        {
            var element = content.Element;
            var what = content.IsCollection ? "virtual system collection" : "virtual system";
            if (context.Read.Child(element, "Info") is null && context.Index.Dialect != OvfDialect.OVirt)
                context.Report(ContentWithoutInfo, element, $"the {what} has no Info, which says what it is to people whose product does not know it");
            if (context.Read.Text(element, "id") is not { } id)
            {
                context.Report(ContentWithoutId, element, $"the {what} has no ovf:id, so nothing can refer to it");
                continue;
            }
            var isNew = anywhere.Add(id);
            if (!inCollection.Add((content.Parent?.Element, id)))
                context.Report(DuplicateContentId, element, $"the id {Show(id)} is that of an earlier member of the same collection; give each its own");
            else if (!isNew)
                context.Report(RepeatedContentId, element,
                    $"the id {Show(id)} is also used in another collection; products that look everywhere find the wrong one");
        }
    }
}
