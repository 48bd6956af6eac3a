using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OvfKit.Cli.Output;
using OvfKit.Diagnostics;
using OvfKit.Signing;

namespace OvfKit.Cli.Commands;

/// <summary><c>ovfkit verify</c>: whether a package's files are those its manifest was made for, and who signed the manifest.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = PackageInputOptions.Sources };
        var trust = new Option<string?>("--trust")
        {
            Description = "Trust the certificates in this PEM file, in place of the system's: roots, issuers, or a signer's own. A package they do not vouch for exits with 1.",
            HelpName = "FILE",
        };
        var requireTrust = new Option<bool>("--require-trust") { Description = "Exit with 1 unless the package is signed by somebody trusted; --trust implies it." };
        var revocation = new Option<bool>("--revocation") { Description = "Ask the issuers about revoked certificates, over the network." };
        var time = new Option<string?>("--time") { Description = "Judge certificates as of this time (2026-01-31, or 2026-01-31T12:00:00Z) instead of now.", HelpName = "TIME" };
        var input = new PackageInputOptions();
        var json = SharedOptions.Json();
        var quiet = SharedOptions.Quiet();
        var command = new Command("verify", "Compare a package's files with the digests in its manifest, and check its signature and who is behind it.")
        {
            source, trust, requireTrust, revocation, time, json, quiet,
        };
        input.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var anchors = parsed.GetValue(trust) is { } path ? CertificateReader.Read(Secrets.ReadFile(path), path) : null;
            var options = new TrustOptions { Anchors = anchors, CheckRevocation = parsed.GetValue(revocation), Time = parsed.GetValue(time) is { } text ? ParseTime(text) : null };
            var arguments = new VerifyArguments(input.Read(parsed), options, anchors is not null || parsed.GetValue(requireTrust), parsed.GetValue(json), parsed.GetValue(quiet));
            return await RunAsync(parsed.GetRequiredValue(source), arguments, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> RunAsync(string source, VerifyArguments arguments, CancellationToken cancellationToken)
    {
        var (input, trust, requireTrust, json, quiet) = arguments;
        var diagnostics = new DiagnosticBag();
        using var package = await input.OpenAsync(source, diagnostics, cancellationToken).ConfigureAwait(false);
        var verification = await ProgressDisplay.RunAsync(quiet, progress => package.VerifyAsync(PackageReporter.Over(progress), cancellationToken)).ConfigureAwait(false);
        var signature = await SignatureVerifier.VerifyAsync(package, trust, cancellationToken).ConfigureAwait(false);
        var summary = VerifySummary.Of(source, verification, signature);
        if (json)
            Console.Out.WriteLine(JsonSerializer.Serialize(summary, SummaryJson.Readable.VerifySummary));
        else if (!quiet)
            Console.Out.Write(SummaryText.Of(summary));
        SharedOptions.Print(diagnostics.Concat(verification.Diagnostics).Concat(signature.Diagnostics), quiet);
        var lacksTrust = requireTrust && !signature.IsTrusted;
        if (lacksTrust)
            await Console.Error.WriteLineAsync($"ovfkit: {SafeText.Of(source)} is not signed by anybody trusted").ConfigureAwait(false);
        return verification.IsIntact && !signature.Diagnostics.HasErrors && !lacksTrust ? ExitCode.Done : ExitCode.ContentProblem;
    }

    private static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new ArgumentException($"--time {text}: expected a time such as 2026-01-31 or 2026-01-31T12:00:00Z");

    private sealed record VerifyArguments(PackageInput Input, TrustOptions Trust, bool RequireTrust, bool Json, bool Quiet);
}
