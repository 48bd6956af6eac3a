namespace OvfKit.Diagnostics;

/// <summary>Work stopped because of what a file holds. Carries the finding that stopped it.</summary>
/// <remarks>Failures of the machine stay <see cref="IOException"/>, misuse of the API stays <see cref="ArgumentException"/>.</remarks>
public abstract class OvfKitException : Exception
{
    private protected OvfKitException(Diagnostic diagnostic, Exception? innerException)
        : base((diagnostic ?? throw new ArgumentNullException(nameof(diagnostic))).ToString(), innerException) => Diagnostic = diagnostic;

    /// <summary>The finding that stopped the work: the same code and location a check would report.</summary>
    public Diagnostic Diagnostic { get; }
}
