using System.Text;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Xml;

namespace OvfKit.Model;

/// <summary>Reads a file that a descriptor's strings refer to.</summary>
/// <param name="fileRef">The id of the file under <c>References</c>.</param>
/// <returns>Its bytes, or null where it is not there or not to be opened.</returns>
public delegate byte[]? MessageFileReader(string fileRef);

/// <summary>The texts of a descriptor in the languages it has them in (DSP0243 §10). A snapshot.</summary>
public sealed class MessageCatalog
{
    // The language of the texts in a descriptor that does not say.
    private const string StandardLanguage = "en-US";

    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, Dictionary<string, string>> _byLanguage = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _ownLanguage;
    private readonly MessageFileReader? _files;
    private readonly DiagnosticBag? _diagnostics;

    private MessageCatalog(Envelope envelope, MessageFileReader? files, DiagnosticBag? diagnostics)
    {
        (_files, _diagnostics) = (files, diagnostics);
        _ownLanguage = Tag(envelope.Language) ?? StandardLanguage;
        foreach (var bundle in envelope.Strings)
        {
            Add(bundle, null);
            if (bundle.FileRef is { Length: > 0 } file && External(bundle, file) is { } external)
                Add(external, Tag(bundle.Language));
        }
    }

    /// <summary>The languages that bundles are there for, in the order in which they first appear. The descriptor's own need not be among them.</summary>
    public IReadOnlyCollection<string> Languages => _byLanguage.Keys;

    /// <summary>Collects the bundles of a descriptor.</summary>
    /// <param name="envelope">The descriptor.</param>
    /// <param name="files">Reads external bundles and messages; null to do without them.</param>
    /// <param name="diagnostics">Where findings go (OVF2960, OVF2961), or null. A bundle that cannot be read is left out.</param>
    public static MessageCatalog Of(Envelope envelope, MessageFileReader? files = null, DiagnosticBag? diagnostics = null)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        return new(envelope, files, diagnostics);
    }

    /// <summary>Collects the bundles of a package, those in files of their own included.</summary>
    /// <param name="package">The package.</param>
    /// <param name="diagnostics">Where findings go (OVF2960, OVF2961), or null. A bundle that cannot be read is left out.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static MessageCatalog Of(OvfPackage package, DiagnosticBag? diagnostics = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        return Of(package.Descriptor.Envelope, Read, diagnostics);

        byte[]? Read(string fileRef)
        {
            if (package.Files.FirstOrDefault(file => file.Reference.Id == fileRef) is not { } file)
                return null;
            try
            {
                var content = file.OpenContent();
                // What is too large for a document is too large for a bundle: one byte more makes the parser say so.
                var bytes = new byte[Math.Min(content.Length, XmlLimits.Default.MaxBytes + 1L)];
                content.ReadExactly(0, bytes);
                return bytes;
            }
            catch (OvfKitException exception)
            {
                diagnostics?.Add(exception.Diagnostic);
                return null;
            }
        }
    }

    /// <summary>A text in a language, or the nearest there is.</summary>
    /// <param name="message">The text with its key.</param>
    /// <param name="language">The language, such as <c>de-AT</c>; null for the descriptor's own.</param>
    /// <returns>The translation; without one, that into the language without its region, into the descriptor's own language, or the text itself.</returns>
    public string Text(Message message, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.MessageId is { Length: > 0 } id ? Find(id, language) ?? message.Text : message.Text;
    }

    /// <summary>The text for a key in a language, or the nearest there is.</summary>
    /// <param name="messageId">The key (<c>ovf:msgid</c>).</param>
    /// <param name="language">The language, such as <c>de-AT</c>; null for the descriptor's own.</param>
    /// <returns>The text, or null where no bundle that fits has the key.</returns>
    public string? Find(string messageId, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        foreach (var candidate in Shortened(Tag(language) ?? _ownLanguage).Concat(Shortened(_ownLanguage)))
        {
            if (_byLanguage.GetValueOrDefault(candidate)?.GetValueOrDefault(messageId) is { } text)
                return text;
        }
        return null;
    }

    // de-Latn-AT, de-Latn, de
    private static IEnumerable<string> Shortened(string language)
    {
        for (var end = language.Length; end > 0; end = language.LastIndexOf('-', end - 1))
            yield return language[..end];
    }

    // Some write locales as Java and POSIX do: de_AT.
    private static string? Tag(string? language) => string.IsNullOrWhiteSpace(language) ? null : language.Trim().Replace('_', '-');

    private void Add(MessageBundle bundle, string? statedLanguage)
    {
        var language = Tag(bundle.Language) ?? statedLanguage ?? _ownLanguage;
        var texts = bundle.Messages.ToList();
        if (texts.Count == 0)
            return;
        if (!_byLanguage.TryGetValue(language, out var known))
            _byLanguage.Add(language, known = new(StringComparer.Ordinal));
        foreach (var text in texts)
        {
            if (text.MessageId is { Length: > 0 } id && TextOf(text) is { } value)
                known.TryAdd(id, value);
        }
    }

    private string? TextOf(BundleMessage message)
    {
        if (message.FileRef is not { Length: > 0 } file)
            return message.Text;
        if (Read(message, file) is not { } bytes)
            return null;
        try
        {
            // OVF 2 has long texts, such as licences, in plain files of their own.
            using var reader = new StreamReader(ByteSource.FromMemory(bytes, file).AsStream(), _strictUtf8, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            Unreadable(message, file, "its bytes are no UTF-8");
            return null;
        }
    }

    private MessageBundle? External(MessageBundle bundle, string file)
    {
        if (Read(bundle, file) is not { } bytes)
            return null;
        try
        {
            var root = VerbatimDocument.Parse(bytes, file).Document.Root!;
            if (root.Name.LocalName == "Strings")
                return (MessageBundle)OvfElement.Of(root, Schema.SchemaType.MessageBundle);
            Unreadable(bundle, file, $"its root element is \"{root.Name.LocalName}\"; a bundle begins with \"Strings\"");
        }
        catch (InvalidContentException exception)
        {
            Unreadable(bundle, file, exception.Diagnostic.Message);
        }
        return null;
    }

    private byte[]? Read(OvfElement referrer, string file)
    {
        if (_files is null)
            return null;
        var bytes = _files(file);
        if (bytes is null)
        {
            _diagnostics?.Add(ResolutionDiagnostics.BundleMissing.At(TreeLocation.Of(referrer.Element),
                $"the strings in file \"{file}\" are left out, because the file is not there or References does not list it"));
        }
        return bytes;
    }

    private void Unreadable(OvfElement referrer, string file, string reason) =>
        _diagnostics?.Add(ResolutionDiagnostics.BundleUnreadable.At(TreeLocation.Of(referrer.Element),
            $"the strings in file \"{file}\" cannot be used: {reason}"));
}
