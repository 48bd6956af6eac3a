using OvfKit.Schema;
using OvfKit.Xml;

namespace OvfKit.Model;

public sealed partial class ProductProperty
{
    /// <summary>The key under which the guest sees the property: <c>class.key.instance</c>, without what the product section does not have (DSP0243 §11.1).</summary>
    public string FullKey
    {
        get
        {
            var product = Element.Parent is { } parent && SchemaNames.Is(parent, "ProductSection", parent)
                ? (ProductSection)Of(parent, SchemaType.ProductSection)
                : null;
            var before = product?.Class is { Length: > 0 } name ? name + "." : "";
            var after = product?.Instance is { Length: > 0 } instance ? "." + instance : "";
            return before + Key + after;
        }
    }

    /// <summary>The type of the value.</summary>
    public PropertyType ValueType => PropertyTypes.Parse(Type);

    /// <summary>The limits on the value: those of <see cref="Qualifiers"/> and of VMware's attribute <c>vmw:qualifiers</c>.</summary>
    public PropertyQualifiers ParsedQualifiers => PropertyQualifiers.Parse($"{Qualifiers} {Element.Attribute(OvfNamespaces.VMware + "qualifiers")?.Value}");

    /// <summary>The value that holds in a configuration when the user gives none.</summary>
    /// <param name="configuration">The id of the configuration, or null where the package has none.</param>
    /// <returns>That of the first <c>Value</c> naming the configuration, else <see cref="Default"/>, else that of a <c>Value</c> for all configurations, else null.</returns>
    public string? DefaultIn(string? configuration)
    {
        var specific = Values.FirstOrDefault(value => value.ConfigurationIds is not [] && value.AppliesIn(configuration));
        return specific?.Value ?? Default ?? Values.FirstOrDefault(static value => value.ConfigurationIds is [])?.Value;
    }

    /// <summary>Says whether a value is of the property's type and within its qualifiers.</summary>
    /// <param name="value">The value.</param>
    /// <remarks>Of a type OVF does not have, every text is a value. The characters of a text are Unicode characters, not UTF-16 units.</remarks>
    public PropertyCheck Check(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(PropertyTypes.WhyNot(ValueType, value) ?? ParsedQualifiers.WhyNot(ValueType, value));
    }

    /// <summary>Says whether the user may give the property a value: it must be configurable, and the value as <see cref="Check"/> wants it.</summary>
    /// <param name="value">The value.</param>
    public PropertyCheck CheckUserValue(string value) =>
        IsUserConfigurable ? Check(value) : new("the property is not for the user to set (ovf:userConfigurable is not true)");

    /// <summary>As <see cref="UserConfigurable"/>, but what is not readable is false.</summary>
    internal bool IsUserConfigurable => AttributeText("userConfigurable")?.Trim() is "1" || (bool.TryParse(AttributeText("userConfigurable"), out var value) && value);

    /// <summary>True when the value is a secret; what is not readable makes none.</summary>
    internal bool IsPassword => AttributeText("password")?.Trim() is "1" || (bool.TryParse(AttributeText("password"), out var value) && value)
        || string.Equals(Type?.Trim(), "password", StringComparison.OrdinalIgnoreCase);
}
