using System.Xml.Linq;
using OvfKit.Diagnostics;
using static OvfKit.Validation.EnvelopeDiagnostics;
using static OvfKit.Validation.ValidationContext;

namespace OvfKit.Validation.Rules;

/// <summary>Bundles of messages, and the texts that refer to them (§10).</summary>
internal sealed class StringRules : ValidationRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Codes { get; } =
        [UnknownMessage, RepeatedMessage, BundleWithoutLanguage, RepeatedLanguage, UnknownStringsFile, MessageWithoutId];

    public override void Check(ValidationContext context)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var languages = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var hasFiles = false;
        foreach (var bundle in context.Index.Strings)
        {
            hasFiles |= CheckFile(context, bundle);
            if (bundle.Attribute(XNamespace.Xml + "lang")?.Value.Trim() is not { Length: > 0 } language)
                context.Report(BundleWithoutLanguage, bundle, "the bundle has no xml:lang, so nobody knows whom it is for");
            else if (context.Read.Text(bundle, "fileRef") is null && !languages.Add(language))
                context.Report(RepeatedLanguage, bundle,
                    $"there is a bundle in the language {Show(language)} already; put all messages of a language into one");
            CheckMessages(context, bundle, known);
        }
        if (context.Index.Strings.Count > 0 && !hasFiles)
            CheckReferences(context, known);
    }

    private static bool CheckFile(ValidationContext context, XElement bundle)
    {
        if (context.Read.Text(bundle, "fileRef") is not { } id)
            return false;
        if (context.Index.FindFile(id) is null)
            context.Report(UnknownStringsFile, bundle, $"the messages are in file {Show(id)}, which References does not list");
        return true;
    }

    private static void CheckMessages(ValidationContext context, XElement bundle, HashSet<string> known)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in bundle.Elements().Where(static one => one.Name.LocalName == "Msg"))
        {
            // Bundles of the draft are in a namespace of their own, and so are their attributes.
            var id = message.Attributes().FirstOrDefault(static one => one.Name.LocalName == "msgid")?.Value.Trim();
            if (string.IsNullOrEmpty(id))
                context.Report(MessageWithoutId, message, "the message has no ovf:msgid, so no text can refer to it");
            else if (!ids.Add(id))
                context.Report(RepeatedMessage, message, $"the bundle has a message {Show(id)} already");
            else
                known.Add(id);
        }
    }

    private static void CheckReferences(ValidationContext context, HashSet<string> known)
    {
        foreach (var element in context.Index.Root.Descendants())
        {
            if (element.Name.LocalName != "Msg" && context.Read.Attribute(element, "msgid") is { } reference && reference.Value.Trim() is { Length: > 0 } id && !known.Contains(id))
                context.Report(UnknownMessage, reference, $"no bundle has the message {Show(id)}, so the text is shown as it stands here");
        }
    }
}
