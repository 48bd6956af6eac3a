using OvfKit.Diagnostics;

namespace OvfKit.Validation;

/// <summary>A family of checks on a descriptor. Derive from it to check what the built-in rules do not; see <see cref="ValidationOptions.Rules"/>.</summary>
/// <remarks>A rule has no state of its own, so that one instance serves any number of descriptors, also at the same time.</remarks>
public abstract class ValidationRule
{
    /// <summary>The kinds of findings the rule makes.</summary>
    public abstract IReadOnlyList<DiagnosticDescriptor> Codes { get; }

    /// <summary>Checks a descriptor and reports everything that is found; the first finding stops nothing.</summary>
    /// <param name="context">The descriptor, and where to report. The descriptor is not to be changed.</param>
    /// <remarks>An <see cref="InvalidContentException"/> the typed model throws may pass through: it becomes a finding.</remarks>
    public abstract void Check(ValidationContext context);
}
