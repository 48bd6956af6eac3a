namespace OvfKit.Model;

/// <summary>Whether a value may be given to a property, and if not, why.</summary>
/// <param name="Reason">Why it may not, to show to the user; null where it may.</param>
public readonly record struct PropertyCheck(string? Reason)
{
    /// <summary>True when the value may be given.</summary>
    public bool IsValid => Reason is null;
}
