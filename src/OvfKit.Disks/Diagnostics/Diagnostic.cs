namespace OvfKit.Diagnostics;

/// <summary>One finding: what kind, where, and in words.</summary>
/// <param name="Descriptor">The kind of finding.</param>
/// <param name="Location">Where it was found.</param>
/// <param name="Message">What was found, what was expected and what the user can do.</param>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, Location Location, string Message)
{
    /// <summary>The stable code, <c>OVFnnnn</c>.</summary>
    public string Id => Descriptor.Id;

    /// <summary>The weight of the finding.</summary>
    public DiagnosticSeverity Severity => Descriptor.Severity;

    /// <summary>The one form in which findings are printed: <c>file(41,9): error OVF2103: message [clause]</c>.</summary>
    public override string ToString()
    {
        var severity = Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "info",
        };
        var clause = Descriptor.Clause is null ? "" : $" [{Descriptor.Clause}]";
        return $"{Location}: {severity} {Id}: {Message}{clause}";
    }
}
