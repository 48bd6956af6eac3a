using System.Globalization;
using System.Xml;

namespace OvfKit.Schema;

/// <summary>What a text may be: a built-in type with the limits the schema sets on it. Immutable, thread-safe.</summary>
/// <param name="Kind">The built-in type.</param>
internal sealed record SimpleType(SimpleKind Kind)
{
    private static readonly SimpleType[] _plain = [.. Enum.GetValues<SimpleKind>().Select(static kind => new SimpleType(kind))];

    /// <summary>The only ranges allowed, ascending; empty for the whole of the built-in type. Only of integers.</summary>
    public (decimal Minimum, decimal Maximum)[] Ranges { get; init; } = [];

    /// <summary>The only values allowed; empty for no such limit.</summary>
    public string[] Values { get; init; } = [];

    /// <summary>The most characters, or null.</summary>
    public int? MaxLength { get; init; }

    /// <summary>A regular expression of XML Schema, for messages, or null. None of the schemas has one today.</summary>
    public string? Pattern { get; init; }

    /// <summary>The types one of which is enough, for a union; empty otherwise.</summary>
    public SimpleType[] Members { get; init; } = [];

    /// <summary>A built-in type without limits.</summary>
    public static SimpleType Of(SimpleKind kind) => _plain[(int)kind];

    /// <summary>True when a text is of the type.</summary>
    /// <param name="text">The characters between the tags, or the attribute's value.</param>
    public bool Accepts(string text)
    {
        foreach (var member in Members)
        {
            if (member.Accepts(text))
                return true;
        }
        if (Members.Length > 0)
            return false;
        var value = Kind is SimpleKind.String or SimpleKind.AnySimple ? text : Collapsed(text);
        // An empty URI refers to the document itself; blanks refer to nothing, System.Xml.Schema finds.
        return IsOfKind(value) && (Kind != SimpleKind.AnyUri || value.Length > 0 || text.Length == 0)
            && (Values.Length == 0 || Values.Contains(value))
            && (MaxLength is not { } most || value.EnumerateRunes().Count() <= most)
            && (Ranges.Length == 0 || decimal.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && InRange(number));
    }

    /// <summary>What is expected, in words.</summary>
    public string Description => this switch
    {
        { Members.Length: > 0 } => string.Join(" or ", Members.Select(static member => member.Description)),
        { Values.Length: > 0 } => string.Join(" or ", Values.Select(static value => $"\"{value}\"")),
        { Ranges.Length: > 0 } => "one of " + string.Join(", ", Ranges.Select(static range => range.Minimum == range.Maximum
            ? string.Create(CultureInfo.InvariantCulture, $"{range.Minimum}")
            : string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} to {range.Maximum}"))),
        { MaxLength: { } most } => string.Create(CultureInfo.InvariantCulture, $"a text of at most {most} characters"),
        _ => $"a value of type xs:{char.ToLowerInvariant(Kind.ToString()[0])}{Kind.ToString().AsSpan(1)}",
    };

    /// <summary>False for a number or truth value that is none.</summary>
    /// <param name="text">A text that is not of the type.</param>
    /// <remarks>A number out of its range counts as readable: VMware takes <c>ovf:size="-2"</c>, although the model's getter throws at it.</remarks>
    public bool IsReadable(string text) => Kind switch
    {
        _ when Members.Length > 0 => true,
        SimpleKind.Boolean => bool.TryParse(text.Trim(), out _),
        >= SimpleKind.Byte and <= SimpleKind.UnsignedLong => decimal.TryParse(Collapsed(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => true,
    };

    private bool InRange(decimal number)
    {
        foreach (var (minimum, maximum) in Ranges)
        {
            if (minimum <= number && number <= maximum)
                return true;
        }
        return false;
    }

    private bool IsOfKind(string value) => Kind switch
    {
        SimpleKind.Boolean => value is "true" or "false" or "1" or "0",
        SimpleKind.Byte => IsInteger(value, sbyte.MinValue, sbyte.MaxValue),
        SimpleKind.Short => IsInteger(value, short.MinValue, short.MaxValue),
        SimpleKind.Int => IsInteger(value, int.MinValue, int.MaxValue),
        SimpleKind.Long => IsInteger(value, long.MinValue, long.MaxValue),
        SimpleKind.UnsignedByte => IsInteger(value, 0, byte.MaxValue),
        SimpleKind.UnsignedShort => IsInteger(value, 0, ushort.MaxValue),
        SimpleKind.UnsignedInt => IsInteger(value, 0, uint.MaxValue),
        SimpleKind.UnsignedLong => IsInteger(value, 0, ulong.MaxValue),
        SimpleKind.Float => Parses(value, static text => XmlConvert.ToSingle(text)),
        SimpleKind.Double => Parses(value, static text => XmlConvert.ToDouble(text)),
        SimpleKind.Duration => Parses(value, static text => XmlConvert.ToTimeSpan(text)),
        SimpleKind.DateTime => value.Contains('T', StringComparison.Ordinal) && Parses(value, static text => XmlConvert.ToDateTimeOffset(text)),
        SimpleKind.Date => value.Length >= 10 && !value.Contains('T', StringComparison.Ordinal) && Parses(value, static text => XmlConvert.ToDateTimeOffset(text)),
        SimpleKind.Time => value.Length >= 8 && value[2] == ':' && Parses(value, static text => XmlConvert.ToDateTimeOffset(text)),
        SimpleKind.Base64Binary => Parses(value, static text => Convert.FromBase64String(text)),
        SimpleKind.HexBinary => Parses(value, static text => Convert.FromHexString(text)),
        SimpleKind.AnyUri => value.Length == 0 || (!value.Contains("##", StringComparison.Ordinal) && Uri.TryCreate(value, UriKind.RelativeOrAbsolute, out _)),
        SimpleKind.Language => IsLanguage(value),
        SimpleKind.NCName or SimpleKind.Id => Parses(value, static text => XmlConvert.VerifyNCName(text)),
        _ => true,
    };

    private static bool IsInteger(string value, Int128 minimum, Int128 maximum) =>
        Int128.TryParse(value, minimum < 0 ? NumberStyles.AllowLeadingSign : NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= minimum && number <= maximum;

    // RFC 3066, which XML Schema 1.0 quotes: parts of up to eight letters, digits from the second part on.
    private static bool IsLanguage(string value) => value.Split('-').Index().All(static part =>
        part.Item.Length is >= 1 and <= 8 && part.Item.All(character => part.Index == 0 ? char.IsAsciiLetter(character) : char.IsAsciiLetterOrDigit(character)));

    private static bool Parses<T>(string value, Func<string, T> parse)
    {
        try
        {
            return parse(value) is not null;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException or XmlException)
        {
            return false;
        }
    }

    private static string Collapsed(string text) => text.AsSpan().IndexOfAny(" \t\r\n") < 0 ? text : string.Join(' ', text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
