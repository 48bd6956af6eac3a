namespace OvfKit.Diagnostics;

/// <summary>A kind of finding: the code, its weight, its one-line title, and the clause it rests on.</summary>
/// <param name="Id">The stable code, <c>OVFnnnn</c>. A code is never reused for something else.</param>
/// <param name="Severity">The weight a finding of this kind has.</param>
/// <param name="Title">One line that names the problem without details.</param>
/// <param name="Clause">The specification and section behind it, or null where only practice is.</param>
public sealed record DiagnosticDescriptor(string Id, DiagnosticSeverity Severity, string Title, string? Clause = null)
{
    /// <summary>Makes a finding of this kind.</summary>
    /// <param name="location">Where it was found.</param>
    /// <param name="message">What was found, what was expected and what the user can do.</param>
    public Diagnostic At(Location location, string message) => new(this, location, message);

    /// <summary>Makes the exception for content that breaks its format in this way.</summary>
    /// <param name="location">Where it was found.</param>
    /// <param name="message">What was found, what was expected and what the user can do.</param>
    /// <param name="innerException">What was caught on the way, if anything.</param>
    public InvalidContentException Invalid(Location location, string message, Exception? innerException = null) => new(At(location, message), innerException);

    /// <summary>Makes the exception for content this library cannot handle for this reason.</summary>
    /// <param name="location">Where it was found.</param>
    /// <param name="message">What was found, what was expected and what the user can do.</param>
    public UnsupportedContentException Unsupported(Location location, string message) => new(At(location, message));
}
