using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using OvfKit.Cli.Output;
using OvfKit.Diagnostics;
using OvfKit.Packaging;

namespace OvfKit.Cli.Commands;

/// <summary>Options that several commands have, made anew for each.</summary>
internal static class SharedOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of text." };

    public static Option<bool> Quiet() => new("--quiet", "-q") { Description = "Print errors only: no progress, warnings or summary." };

    /// <summary>Whether the user gave the command's <c>--quiet</c>.</summary>
    public static bool IsQuiet(ParseResult parsed) => parsed.GetValue<bool>("--quiet");

    public static Option<bool> Force() => new("--force", "-f") { Description = "Replace the target if it exists; a folder only where it holds a package, or a disk, and nothing else." };

    public static Option<bool> Resume() => new("--resume")
    {
        Description = "For a target folder: keep what is finished (in TARGET.partial) when the work is interrupted, and go on from there when the same command is given again.",
    };

    public static Option<int?> Level()
    {
        var level = new Option<int?>("--level") { Description = "The compression level: 1 (fastest) to 9 (smallest), else 6. With it blocks are compressed anew also where source and target store them alike.", HelpName = "1..9" };
        level.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var value) || value is < 1 or > 9))
                result.AddError("--level takes a number from 1 to 9");
        });
        return level;
    }

    public static Option<string?> From() => new("--from") { Description = "The disk's format, where detection must be overruled.", HelpName = "FORMAT" };

    public static Option<string[]> Settings() => new("-o") { Description = "A setting of the target's variant, such as -o block-size=1M. May be repeated.", HelpName = "KEY=VALUE" };

    public static Option<OvfVersion?> Version() => new("--ovf-version")
    {
        Description = "The version of OVF the new descriptor is in: 1 (OVF 1.1, which everything reads) or 2 (OVF 2.1); without it the source's.",
        HelpName = "1|2",
        CustomParser = static result =>
        {
            switch (result.Tokens[0].Value)
            {
                case "1" or "1.0" or "1.1":
                    return OvfVersion.One;
                case "2" or "2.0" or "2.1":
                    return OvfVersion.Two;
                default:
                    result.AddError("--ovf-version takes 1 or 2 (1.0, 1.1, 2.0 and 2.1 are understood, too)");
                    return null;
            }
        },
    };

    public static Option<int?> Processors(string description) => new("--cpus")
    {
        Description = description,
        HelpName = "NUMBER",
        CustomParser = static result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
                return count;
            result.AddError($"--cpus {result.Tokens[0].Value}: expected a number; a machine has one processor or more");
            return null;
        },
    };

    public static Option<string?> Configuration() => new("--configuration") { Description = "The deployment configuration to settle on; the others are left out.", HelpName = "ID" };

    public static Option<string[]> Property() => new("--property") { Description = "The default value of a property of the descriptor, by its full key. May be repeated.", HelpName = "KEY=VALUE" };

    public static Option<string?> Memory() => new("--memory") { Description = "The memory in MiB, or with a unit, as 4G.", HelpName = "SIZE" };

    public static Option<string> Sha(string description) => new("--sha") { Description = description, DefaultValueFactory = _ => "sha256", HelpName = "ALGORITHM" };

    /// <summary>Whether a manifest may stay: not where another digest was asked for by name.</summary>
    public static bool? KeepManifest(ParseResult parsed, Option<string> sha) => parsed.GetResult(sha) is { Implicit: false } ? false : null;

    public static Option<string?> TempDirectory() => new("--temp-dir") { Description = "The folder where compressed files are unpacked, and standard input is kept, for the time of the work.", HelpName = "DIR" };

    public static Option<string?> PasswordFile() => new("--password-file")
    {
        Description = $"The file whose first line is the password of the files; else the variable {Secrets.PackageVariable} is asked.",
        HelpName = "FILE",
    };

    public static Option<string[]> Files(string description) => new("--file") { Description = description, HelpName = "NAME" };

    /// <summary>The names the user gave, or null for none.</summary>
    public static string[]? Names(string[]? names) => names is null or [] ? null : names;

    /// <summary>The digest of a name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static ManifestAlgorithm ParseSha(string name) =>
        ManifestAlgorithm.Find(name) ?? throw new ArgumentException($"--sha {name}: expected sha1, sha256 or sha512");

    /// <summary>Turns KEY=VALUE pairs into settings.</summary>
    /// <exception cref="ArgumentException">A pair has no equals sign or a key stands there twice.</exception>
    public static ImmutableDictionary<string, string> ParseSettings(IEnumerable<string>? pairs) => ParsePairs("-o", pairs);

    /// <summary>Turns KEY=VALUE pairs of an option into a dictionary.</summary>
    /// <exception cref="ArgumentException">A pair has no equals sign or a key stands there twice.</exception>
    public static ImmutableDictionary<string, string> ParsePairs(string option, IEnumerable<string>? pairs)
    {
        var settings = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var pair in pairs ?? [])
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !settings.TryAdd(pair[..equals], pair[(equals + 1)..]))
                throw new ArgumentException($"{option} {pair}: expected KEY=VALUE, each key once");
        }

        return settings.ToImmutable();
    }

    /// <summary>Prints findings, one a line, on the error stream.</summary>
    public static void Print(IEnumerable<Diagnostic> diagnostics, bool quiet)
    {
        // What opened a file and what read it may have found the same.
        foreach (var diagnostic in diagnostics.Distinct())
        {
            if (!quiet || diagnostic.Severity == DiagnosticSeverity.Error)
                Console.Error.WriteLine(SafeText.Of(diagnostic.ToString()));
        }
    }
}
