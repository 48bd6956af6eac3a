namespace OvfKit.Cli.Output;

/// <summary>Text of untrusted files on its way to a terminal.</summary>
internal static class SafeText
{
    /// <summary>The text on one line, with blanks for control characters, which could move the cursor or recolour the screen.</summary>
    public static string Of(string text) => string.Concat(text.Trim().Select(c => char.IsControl(c) ? ' ' : c));
}
