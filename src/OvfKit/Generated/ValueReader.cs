using System.Globalization;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Xml;

namespace OvfKit.Model;

/// <summary>Reads typed values: null where there is none, an exception with its place where it is not of its type.</summary>
internal static class ValueReader
{
    public static long? Int64(XObject? source, long maximum = long.MaxValue)
    {
        if (source is null)
            return null;
        return long.TryParse(TextOf(source).AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= maximum
            ? value
            : throw Unreadable(source, string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {maximum}"));
    }

    public static int? Int32(XObject? source, int maximum = int.MaxValue) => (int?)Int64(source, maximum);

    public static bool? Boolean(XObject? source) => source is null ? null : TextOf(source).Trim() switch
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

    private static string TextOf(XObject source) => source is XAttribute attribute ? attribute.Value : ((XElement)source).Value;

    private static string Shortened(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}
