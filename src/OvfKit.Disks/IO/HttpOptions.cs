using OvfKit.Diagnostics;

namespace OvfKit.IO;

/// <summary>How a file is read over the network. Immutable.</summary>
public sealed record HttpOptions
{
    /// <summary>The default patience; findings are dropped.</summary>
    public static HttpOptions Default { get; } = new();

    /// <summary>How often a request that failed is made anew; a server that says no (such as 404) is believed at once.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The pause before the first retry; it doubles with each.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The folder of the temporary file for servers that give only whole files; null for the system's.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>Receives findings that do not stop the work; null drops them.</summary>
    public DiagnosticBag? Diagnostics { get; init; }
}
