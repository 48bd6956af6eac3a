namespace OvfKit.Model;

/// <summary>Where the value of a property comes from.</summary>
public enum PropertyValueOrigin
{
    /// <summary>There is no value.</summary>
    None,

    /// <summary>The property's default, for the configuration or in general.</summary>
    Default,

    /// <summary>The person who deploys.</summary>
    User,
}

/// <summary>A property with the value the guest gets.</summary>
/// <param name="Property">The property.</param>
/// <param name="Key">The full key.</param>
/// <param name="Value">The value, with references to properties of the collection replaced; null where nobody gives one.</param>
/// <param name="Origin">Who gives the value.</param>
public sealed record EffectiveProperty(ProductProperty Property, string Key, string? Value, PropertyValueOrigin Origin);
