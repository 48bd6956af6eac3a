using System.Globalization;
using System.Net;
using System.Numerics;

namespace OvfKit.Model;

/// <summary>The limits on a property's value (<c>ovf:qualifiers</c>, DSP0243 §9.5). Immutable, thread-safe.</summary>
public sealed class PropertyQualifiers
{
    /// <summary>No limits.</summary>
    public static PropertyQualifiers None { get; } = new();

    /// <summary>The fewest characters a text may have, or null.</summary>
    public long? MinLength { get; private init; }

    /// <summary>The most characters a text may have, or null.</summary>
    public long? MaxLength { get; private init; }

    /// <summary>The smallest number allowed (<c>MinValue</c>, which CIM and the field have, not OVF), or null.</summary>
    public BigInteger? MinValue { get; private init; }

    /// <summary>The largest number allowed (<c>MaxValue</c>, which CIM and the field have, not OVF), or null.</summary>
    public BigInteger? MaxValue { get; private init; }

    /// <summary>The only values allowed (<c>ValueMap</c>), with ranges such as <c>1..5</c> for integers; empty for no such limit.</summary>
    public IReadOnlyList<string> ValueMap { get; private init; } = [];

    /// <summary>True when the value is to be an IP address (VMware's <c>Ip</c> and <c>VimIp</c>).</summary>
    public bool IsIpAddress { get; private init; }

    /// <summary>The name of the network an address, mask, gateway or server belongs to (VMware's <c>Ip("network")</c>), or null.</summary>
    public string? Network { get; private init; }

    /// <summary>The qualifiers that set no limit this library knows, as they are written.</summary>
    public IReadOnlyList<string> Others { get; private init; } = [];

    /// <summary>Reads qualifiers.</summary>
    /// <param name="text">Qualifiers such as <c>MinLen(1), MaxLen(20)</c> or <c>ValueMap{"a","b"}</c>, parted by commas or blanks; null for none.</param>
    /// <remarks>Names are read without regard to case. What is not understood is kept in <see cref="Others"/>.</remarks>
    public static PropertyQualifiers Parse(string? text)
    {
        var result = None;
        if (string.IsNullOrWhiteSpace(text))
            return result;
        var reader = new QualifierReader(text);
        while (reader.Next() is { } qualifier)
            result = result.With(qualifier);
        return result;
    }

    /// <summary>Why a value breaks the limits, or null where it keeps them.</summary>
    internal string? WhyNot(PropertyType type, string value)
    {
        if (type is PropertyType.String or PropertyType.Unknown && LengthProblem(value.EnumerateRunes().LongCount()) is { } length)
            return length;
        var number = PropertyTypes.RangeOf(type) is null ? null : PropertyTypes.Integer(value);
        if (number < MinValue)
            return $"at least {MinValue} is expected";
        if (number > MaxValue)
            return $"at most {MaxValue} is expected";
        if (ValueMap.Count > 0 && !ValueMap.Any(allowed => Allows(allowed, value, number, type)))
            return $"one of {string.Join(", ", ValueMap.Take(20).Select(static allowed => $"\"{allowed}\""))}{(ValueMap.Count > 20 ? ", …" : "")} is expected";
        return IsIpAddress && value.Length > 0 && !IPAddress.TryParse(value, out _) ? "an IP address is expected" : null;
    }

    private string? LengthProblem(long length) =>
        length < MinLength ? $"at least {MinLength} characters are expected"
        : length > MaxLength ? $"at most {MaxLength} characters are allowed"
        : null;

    private static bool Allows(string allowed, string value, BigInteger? number, PropertyType type)
    {
        if (number is null)
            return type == PropertyType.Boolean ? string.Equals(allowed, value, StringComparison.OrdinalIgnoreCase) : allowed == value;
        if (allowed.IndexOf("..", StringComparison.Ordinal) is var dots and >= 0)
            return !(number < PropertyTypes.Integer(allowed[..dots].Trim())) && !(number > PropertyTypes.Integer(allowed[(dots + 2)..].Trim()));
        return PropertyTypes.Integer(allowed) == number;
    }

    private PropertyQualifiers With(Qualifier qualifier) => (qualifier.Name.ToUpperInvariant(), qualifier.Arguments) switch
    {
        ("MINLEN", [var text]) when Length(text) is { } length => Copy(minLength: length),
        ("MAXLEN", [var text]) when Length(text) is { } length => Copy(maxLength: length),
        ("MINVALUE", [var text]) when PropertyTypes.Integer(text) is { } number => Copy(minValue: number),
        ("MAXVALUE", [var text]) when PropertyTypes.Integer(text) is { } number => Copy(maxValue: number),
        ("VALUEMAP", { Count: > 0 } values) => Copy(valueMap: values),
        ("IP" or "VIMIP", var arguments) => Copy(isIpAddress: true, network: arguments.Count > 0 ? arguments[0] : null),
        _ => Copy(other: qualifier.Text),
    };

    private PropertyQualifiers Copy(long? minLength = null, long? maxLength = null, BigInteger? minValue = null, BigInteger? maxValue = null,
        IReadOnlyList<string>? valueMap = null, bool isIpAddress = false, string? network = null, string? other = null) => new()
    {
        MinLength = minLength ?? MinLength,
        MaxLength = maxLength ?? MaxLength,
        MinValue = minValue ?? MinValue,
        MaxValue = maxValue ?? MaxValue,
        ValueMap = valueMap ?? ValueMap,
        IsIpAddress = isIpAddress || IsIpAddress,
        Network = network ?? Network,
        Others = other is null ? Others : [.. Others, other],
    };

    private static long? Length(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
