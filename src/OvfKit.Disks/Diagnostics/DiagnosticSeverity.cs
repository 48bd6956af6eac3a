namespace OvfKit.Diagnostics;

/// <summary>How much a finding weighs.</summary>
public enum DiagnosticSeverity : byte
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Info,

    /// <summary>The content is usable, but somebody else may refuse it or a value was assumed.</summary>
    Warning,

    /// <summary>The content is wrong; work that depends on it stops.</summary>
    Error,
}
