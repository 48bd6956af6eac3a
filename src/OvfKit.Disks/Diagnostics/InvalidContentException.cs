namespace OvfKit.Diagnostics;

/// <summary>The content breaks its format: damaged, truncated, contradictory or hostile.</summary>
public sealed class InvalidContentException : OvfKitException
{
    /// <summary>Makes the exception from the finding that stopped the work.</summary>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="innerException">What was caught on the way, if anything.</param>
    public InvalidContentException(Diagnostic diagnostic, Exception? innerException = null)
        : base(diagnostic, innerException)
    {
    }
}
