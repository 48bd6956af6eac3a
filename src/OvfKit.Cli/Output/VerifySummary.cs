using OvfKit.Packaging;
using OvfKit.Signing;

namespace OvfKit.Cli.Output;

/// <summary>What <c>verify</c> says.</summary>
internal sealed record VerifySummary(string Name, bool Intact, IReadOnlyList<VerifiedFileSummary> Files, SignatureSummary? Signature, IReadOnlyList<Finding> Findings)
{
    public static VerifySummary Of(string name, PackageVerification verification, SignatureVerification signature) => new(
        name,
        verification.IsIntact,
        [.. verification.Files.Select(file => new VerifiedFileSummary(file.Name, file.Algorithm?.Name, Word(file.Verdict)))],
        SignatureSummary.Of(signature),
        Finding.Of(verification.Diagnostics.Concat(signature.Diagnostics)));

    public static string Word(FileVerdict verdict) => verdict switch
    {
        FileVerdict.Ok => "ok",
        FileVerdict.Mismatch => "differs",
        FileVerdict.Missing => "missing",
        FileVerdict.NotListed => "not listed",
        _ => "not verifiable",
    };
}

/// <summary>The verdict on one file.</summary>
internal sealed record VerifiedFileSummary(string Name, string? Algorithm, string Verdict);
