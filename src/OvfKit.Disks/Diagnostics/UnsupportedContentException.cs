namespace OvfKit.Diagnostics;

/// <summary>The content is sound as far as it was read, but asks for something this library does not do.</summary>
public sealed class UnsupportedContentException : OvfKitException
{
    /// <summary>Makes the exception from the finding that stopped the work.</summary>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="innerException">What was caught on the way, if anything.</param>
    public UnsupportedContentException(Diagnostic diagnostic, Exception? innerException = null)
        : base(diagnostic, innerException)
    {
    }
}
