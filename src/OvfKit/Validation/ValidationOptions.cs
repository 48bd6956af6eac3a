using System.Collections.Immutable;

namespace OvfKit.Validation;

/// <summary>How a descriptor is validated. Immutable.</summary>
public sealed record ValidationOptions
{
    /// <summary>All built-in rules.</summary>
    public static ValidationOptions Default { get; } = new();

    /// <summary>The rules to apply, in this order; <see cref="ValidationRules.BuiltIn"/> unless set.</summary>
    public ImmutableArray<ValidationRule> Rules { get; init; } = ValidationRules.BuiltIn;
}
