using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OvfKit.Cli.Output;
using OvfKit.Deployment;
using OvfKit.Diagnostics;
using OvfKit.Validation;

namespace OvfKit.Cli.Commands;

/// <summary><c>ovfkit validate</c>: whether a descriptor or an environment says what the specification allows, and a package has what its descriptor lists.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE")
        {
            Description = "An .ovf descriptor, which is judged by itself, a package (an archive, a folder), whose files are looked for, too, or an OVF environment (ovf-env.xml); also by http(s) address, or - for standard input.",
        };
        var json = SharedOptions.Json();
        var sarif = new Option<bool>("--sarif") { Description = "Print SARIF 2.1.0, which code-review tools read." };
        var strict = new Option<bool>("--strict") { Description = "Take warnings for errors." };
        var quiet = SharedOptions.Quiet();
        var input = new PackageInputOptions();
        var command = new Command("validate", "Check a descriptor or package against the specification.") { source, json, sarif, strict, quiet };
        input.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(sarif))
                result.AddError("--json and --sarif exclude each other");
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(source), input.Read(parsed), Format(parsed.GetValue(json), parsed.GetValue(sarif)), parsed.GetValue(strict), parsed.GetValue(quiet), cancellationToken));
        return command;
    }

    private static FindingsFormat Format(bool json, bool sarif) => json ? FindingsFormat.Json : sarif ? FindingsFormat.Sarif : FindingsFormat.Text;

    private static async Task<int> RunAsync(string source, PackageInput input, FindingsFormat format, bool strict, bool quiet, CancellationToken cancellationToken)
    {
        var found = (await FindingsAsync(source, input, cancellationToken).ConfigureAwait(false)).Select(one => strict ? Lift(one) : one).ToList();
        var isValid = !found.Exists(static one => one.Severity == DiagnosticSeverity.Error);
        var shown = quiet ? found.FindAll(static one => one.Severity == DiagnosticSeverity.Error) : found;
        switch (format)
        {
            case FindingsFormat.Json:
                Console.Out.WriteLine(JsonSerializer.Serialize(new ValidationSummary(source, isValid, Finding.Of(shown)), SummaryJson.Readable.ValidationSummary));
                break;
            case FindingsFormat.Sarif:
                Console.Out.WriteLine(Sarif.Of(shown));
                break;
            default:
                foreach (var one in shown)
                    Console.Out.WriteLine(one.ToString());
                if (!quiet)
                    Console.Out.WriteLine($"{source}: {Count(found, DiagnosticSeverity.Error, "error")}, {Count(found, DiagnosticSeverity.Warning, "warning")}");
                break;
        }
        return isValid ? ExitCode.Done : ExitCode.ContentProblem;
    }

    private static async Task<DiagnosticBag> FindingsAsync(string source, PackageInput input, CancellationToken cancellationToken)
    {
        var diagnostics = new DiagnosticBag();
        try
        {
            // A descriptor by itself may be on its way: where its files are is not asked. What opens a package asks.
            using var taken = await input.TakeAsync(source, diagnostics, cancellationToken).ConfigureAwait(false);
            if (!taken.IsDescriptor && taken.IsPackage)
            {
                using var package = await input.OpenAsync(taken, diagnostics, cancellationToken).ConfigureAwait(false);
                await package.ValidateAsync(diagnostics, cancellationToken).ConfigureAwait(false);
            }
            else if (await DescriptorFile.ReadBytesAsync(taken, cancellationToken).ConfigureAwait(false) is var bytes && OvfEnvironment.Matches(bytes))
            {
                EnvironmentValidator.Validate(OvfEnvironment.Parse(bytes, taken.Name, diagnostics), diagnostics);
            }
            else
            {
                DescriptorValidator.Validate(OvfDescriptor.Parse(bytes, taken.Name, diagnostics), null, diagnostics);
            }
        }
        catch (OvfKitException exception)
        {
            diagnostics.Add(exception.Diagnostic);
        }
        return diagnostics;
    }

    private static Diagnostic Lift(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Warning
        ? diagnostic with { Descriptor = diagnostic.Descriptor with { Severity = DiagnosticSeverity.Error } }
        : diagnostic;

    private static string Count(List<Diagnostic> found, DiagnosticSeverity severity, string word)
    {
        var count = found.Count(one => one.Severity == severity);
        return string.Create(CultureInfo.InvariantCulture, $"{count} {word}{(count == 1 ? "" : "s")}");
    }

    private enum FindingsFormat
    {
        Text,
        Json,
        Sarif,
    }
}
