using System.Collections.Immutable;
using OvfKit.Validation.Rules;

namespace OvfKit.Validation;

/// <summary>The rules that come with the library.</summary>
public static class ValidationRules
{
    /// <summary>One rule a family, in the order of the codes.</summary>
    public static ImmutableArray<ValidationRule> BuiltIn { get; } =
    [
        new SchemaRules(),
        new DialectRules(),
        new EnvelopeRules(),
        new SectionRules(),
        new FileRules(),
        new DiskRules(),
        new NetworkRules(),
        new HardwareRules(),
        new DeviceRules(),
        new QuantityRules(),
        new RangeRules(),
        new PropertyRules(),
        new PropertyValueRules(),
        new StartupRules(),
        new ConfigurationRules(),
        new StringRules(),
        new GuestRules(),
    ];
}
