namespace OvfKit.Diagnostics;

/// <summary>The content is readable but is not what a digest, checksum or signature says it should be.</summary>
public sealed class IntegrityException : OvfKitException
{
    /// <summary>Makes the exception from the finding that stopped the work.</summary>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="innerException">What was caught on the way, if anything.</param>
    public IntegrityException(Diagnostic diagnostic, Exception? innerException = null)
        : base(diagnostic, innerException)
    {
    }
}
