using OvfKit.Diagnostics;
using OvfKit.Disks;

namespace OvfKit.Cli.Output;

/// <summary>What <c>disk check</c> says. Sizes are in bytes.</summary>
internal sealed record CheckSummary(string Name, string Format, string Variant, long VirtualSize, long ReadSize, int Errors, int Warnings, IReadOnlyList<Finding> Findings)
{
    public static CheckSummary Of(DiskImage image, long read, DiagnosticBag findings) => new(
        image.Name, image.Format.Name, image.Variant, image.Length, read,
        findings.Count(finding => finding.Severity == DiagnosticSeverity.Error), findings.Count(finding => finding.Severity == DiagnosticSeverity.Warning),
        [.. findings.Select(Finding.Of)]);

    public string ToText() => SafeText.Of($"{Name}: {Format}:{Variant}, {Sizes.Format(ReadSize)} of data read, {Errors} errors, {Warnings} warnings");
}
