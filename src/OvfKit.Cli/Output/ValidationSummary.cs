namespace OvfKit.Cli.Output;

/// <summary>What <c>validate</c> says.</summary>
internal sealed record ValidationSummary(string Name, bool Valid, IReadOnlyList<Finding> Findings);
