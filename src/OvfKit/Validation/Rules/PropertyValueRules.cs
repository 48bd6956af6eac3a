using System.Globalization;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Validation.Reading;
using static OvfKit.Validation.EnvelopeDiagnostics;
using static OvfKit.Validation.ValidationContext;

namespace OvfKit.Validation.Rules;

/// <summary>Types, qualifiers and default values of properties (§9.5).</summary>
internal sealed class PropertyValueRules : ValidationRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Codes { get; } =
        [PropertyWithoutType, UnknownPropertyType, VendorPropertyType, ValueUnfit, QualifierUnreadable, UnknownQualifier, ValueDisqualified];

    public override void Check(ValidationContext context)
    {
        foreach (var property in context.Index.Properties)
        {
            var type = CheckType(context, property);
            var qualifiers = CheckQualifiers(context, property);
            if (context.Read.Attribute(property, "value") is { } value)
                CheckValue(context, property, value, type, qualifiers);
            foreach (var alternative in context.Read.Children(property, "Value").Select(one => context.Read.Attribute(one, "value")).OfType<XAttribute>())
                CheckValue(context, property, alternative, type, qualifiers);
        }
    }

    private static string Key(ValidationContext context, XElement property) => Show(context.Read.Text(property, "key"));

    private static string? CheckType(ValidationContext context, XElement property)
    {
        if (context.Read.Text(property, "type") is not { } text)
        {
            context.Report(PropertyWithoutType, property, $"the property {Key(context, property)} has no ovf:type; \"string\" is the most general one");
            return null;
        }
        var type = text.ToUpperInvariant();
        if (type is "STRING" or "BOOLEAN" or "REAL32" or "REAL64" || IntegerBounds(type) is not null && type != "INT")
            return type;

        // CIM has two more, and VMware's own may have bounds or a network behind them: int(0..9), string["a","b"], ip:Name.
        var name = type.Split('(', '[', ':')[0].Trim();
        var at = context.Read.Attribute(property, "type")!;
        if (name is "INT" or "REAL" or "STRING" or "PASSWORD" or "IP" or "EXPRESSION" or "BOOLEAN" or "DATETIME" or "CHAR16")
        {
            context.Report(VendorPropertyType, at,
                $"the type of the property {Key(context, property)} is {Show(text)}, which few products know; the standard has \"string\", \"uint32\", \"real64\" and others");
            return name == type ? type : null;
        }
        context.Report(UnknownPropertyType, at,
            $"the type of the property {Key(context, property)} is {Show(text)}; \"string\", \"boolean\", \"uint8\" to \"uint64\", \"sint8\" to \"sint64\", \"real32\" or \"real64\" was expected");
        return null;
    }

    private static IReadOnlyList<Qualifier> CheckQualifiers(ValidationContext context, XElement property)
    {
        if (context.Read.Attribute(property, "qualifiers") is not { } attribute)
            return [];
        if (Qualifier.Parse(attribute.Value) is not { } qualifiers)
        {
            context.Report(QualifierUnreadable, attribute,
                $"the qualifiers of the property {Key(context, property)} are {Show(attribute.Value)}; a list such as \"MinLen(1), MaxLen(8)\" was expected");
            return [];
        }
        foreach (var qualifier in qualifiers)
        {
            var isNumber = qualifier.Name is "MinLen" or "MaxLen" or "MinValue" or "MaxValue";
            if (isNumber && (qualifier.Arguments is not [var bound] || !double.TryParse(bound, CultureInfo.InvariantCulture, out _)))
                context.Report(QualifierUnreadable, attribute,
                    $"the qualifier {qualifier.Name} of the property {Key(context, property)} has no number in brackets");
            else if (!isNumber && qualifier.Name != "ValueMap")
                context.Report(UnknownQualifier, attribute,
                    $"the qualifier {Show(qualifier.Name)} of the property {Key(context, property)} is not the standard's; VMware's own go into vmw:qualifiers");
        }
        return [.. qualifiers.DistinctBy(static one => one.Name)];
    }

    private static void CheckValue(ValidationContext context, XElement property, XAttribute attribute, string? type, IReadOnlyList<Qualifier> qualifiers)
    {
        // Nothing is said by an empty default, and a reference is only known at deployment.
        var value = attribute.Value;
        if (value.Trim().Length == 0 || type is null || value.Contains("${", StringComparison.Ordinal))
            return;
        if (!Fits(value.Trim(), type))
        {
            context.Report(ValueUnfit, attribute,
                $"the value of the property {Key(context, property)} is {Show(value)}, which is no {context.Read.Text(property, "type")}");
            return;
        }
        foreach (var qualifier in qualifiers)
        {
            if (Breaks(value, qualifier))
                context.Report(ValueDisqualified, attribute,
                    $"the value of the property {Key(context, property)} is {Show(value)}, which breaks its own qualifier {qualifier.Name}");
        }
    }

    private static bool Fits(string value, string type) => type switch
    {
        "BOOLEAN" => ElementReading.Boolean(value) is not null,
        "REAL" or "REAL32" or "REAL64" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        _ => IntegerBounds(type) is not var (lowest, highest) || (ElementReading.Integer(value) is { } number && number >= lowest && number <= highest),
    };

    private static (Int128 Lowest, Int128 Highest)? IntegerBounds(string type) => type switch
    {
        "UINT8" => (0, byte.MaxValue),
        "SINT8" => (sbyte.MinValue, sbyte.MaxValue),
        "UINT16" => (0, ushort.MaxValue),
        "SINT16" => (short.MinValue, short.MaxValue),
        "UINT32" => (0, uint.MaxValue),
        "SINT32" => (int.MinValue, int.MaxValue),
        "UINT64" => (0, ulong.MaxValue),
        "SINT64" or "INT" => (long.MinValue, long.MaxValue),
        _ => null,
    };

    private static bool Breaks(string value, Qualifier qualifier)
    {
        if (qualifier.Name == "ValueMap")
            return qualifier.Arguments.Count > 0 && !qualifier.Allows(value.Trim());
        if (qualifier.Arguments is not [var text] || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound))
            return false;
        var isNumber = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        return qualifier.Name switch
        {
            "MinLen" => value.Length < bound,
            "MaxLen" => value.Length > bound,
            "MinValue" => isNumber && number < bound,
            "MaxValue" => isNumber && number > bound,
            _ => false,
        };
    }
}
