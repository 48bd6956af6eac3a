using System.Globalization;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Xml;

namespace OvfKit.Model;

/// <summary>Reads typed values: null where there is none, an exception with its place where it is not of its type.</summary>
internal static class ValueReader
{
    public static long? Int64(XObject? source, long maximum = long.MaxValue, long minimum = 0)
    {
        if (source is null || SaysNothing(source))
            return null;
        var style = minimum < 0 ? NumberStyles.AllowLeadingSign : NumberStyles.None;
        return long.TryParse(TextOf(source).AsSpan().Trim(), style, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum
            ? value
            : throw Unreadable(source, string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}"));
    }

    /// <summary>True for an element that says by <c>xsi:nil</c> that it has no value.</summary>
    public static bool IsNil(XElement element) => element.Attribute(OvfNamespaces.SchemaInstance + "nil")?.Value.Trim() is "true" or "1";

    public static bool? Boolean(XObject? source) => source is null || SaysNothing(source) ? null : TextOf(source).Trim() switch
    {
        "1" => true,
        "0" => false,
        var text when bool.TryParse(text, out var value) => value,
        _ => throw Unreadable(source, "\"true\" or \"false\""),
    };

    public static InvalidContentException Unreadable(XObject source, string expected)
    {
        var name = source is XAttribute attribute ? "attribute " + attribute.Name.LocalName : "element " + ((XElement)source).Name.LocalName;
        return SchemaDiagnostics.ValueNotReadable.Invalid(TreeLocation.Of(source), $"{name} is \"{Shortened(TextOf(source))}\"; {expected} was expected");
    }

    // Producers that fill in a form write <rasd:Limit/> for a limit nobody gave.
    private static bool SaysNothing(XObject source) => source is XElement element && string.IsNullOrWhiteSpace(element.Value);

    private static string TextOf(XObject source) => source is XAttribute attribute ? attribute.Value : ((XElement)source).Value;

    private static string Shortened(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}
