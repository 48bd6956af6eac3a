using OvfKit.Diagnostics;

namespace OvfKit.Validation;

/// <summary>Checks descriptors against the specification and against what products are known to refuse.</summary>
/// <remarks>An error is what DSP0243 forbids and VMware refuses; a warning is what the specification forbids and VMware accepts all the same, or
/// what other products stumble over. Whether the files of a package are there is not asked here: that is a question to
/// <see cref="Packaging.OvfPackage"/>.</remarks>
public static class DescriptorValidator
{
    /// <summary>Checks a descriptor. Changes nothing, stops at nothing, and takes time in proportion to the size of the descriptor.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="options">Which rules; null for all built-in ones.</param>
    /// <param name="diagnostics">Receives the findings, each with its line and column.</param>
    /// <exception cref="InvalidOperationException">The descriptor's root element was removed.</exception>
    public static void Validate(OvfDescriptor descriptor, ValidationOptions? options, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var context = new ValidationContext(descriptor, diagnostics);
        foreach (var rule in (options ?? ValidationOptions.Default).Rules)
        {
            try
            {
                rule.Check(context);
            }
            catch (InvalidContentException exception)
            {
                diagnostics.Add(exception.Diagnostic);
            }
        }
    }
}
