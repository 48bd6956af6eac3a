using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Packaging;
using OvfKit.Signing;
using OvfKit.Testing;

namespace OvfKit.Tests.Packaging;

/// <summary>Packages by many producers, which are not part of the repository, opened and judged as the tool does it. Most lack their disks.</summary>
public sealed class CorpusPackagesTests
{
    [Theory]
    [InlineData("accept")]
    [InlineData("reject")]
    [InlineData("vendor")]
    public async Task Every_package_opens_and_every_finding_has_code_and_place(string label)
    {
        var paths = Packages(label);
        var opened = 0;
        foreach (var path in paths)
        {
            var findings = new DiagnosticBag();
            try
            {
                await LookAtAsync(path, findings);
                opened++;
            }
            catch (OvfKitException exception)
            {
                findings.Add(exception.Diagnostic);
            }

            Assert.All(findings, finding => AssertUseful(path, finding));
        }

        // What is not XML cannot be opened; half of what products reject is only unusual.
        Assert.InRange(opened, label == "reject" ? paths.Count / 2 : paths.Count - 1, paths.Count);
    }

    private static async Task LookAtAsync(string path, DiagnosticBag findings)
    {
        var stop = TestContext.Current.CancellationToken;
        using var package = OvfPackage.Open(path, new PackageOpenOptions { Diagnostics = findings });
        foreach (var disk in package.Disks)
        {
            try
            {
                using var image = package.OpenDisk(disk, new DiskOpenOptions { Diagnostics = findings });
                Assert.True(image.Length >= 0);
            }
            catch (OvfKitException exception)
            {
                findings.Add(exception.Diagnostic);
            }
        }

        await package.ValidateAsync(findings, stop);
        foreach (var finding in (await package.VerifyAsync(null, stop)).Diagnostics.Concat((await SignatureVerifier.VerifyAsync(package, TrustOptions.Default, stop)).Diagnostics))
            findings.Add(finding);
    }

    private static void AssertUseful(string path, Diagnostic finding)
    {
        Assert.Matches("^OVF[0-9]{4}$", finding.Id);
        Assert.True(finding.Location.File.StartsWith(Path.GetDirectoryName(path)!, StringComparison.Ordinal), $"{path}: {finding} is nowhere");
        // Findings about the descriptor have a line.
        Assert.True(finding.Id[3] is not ('1' or '2') || finding.Location is { Line: > 0, Column: > 0 }, $"{path}: {finding} has no line");
        Assert.False(string.IsNullOrWhiteSpace(finding.Message));
    }

    private static List<string> Packages(string label)
    {
        var corpus = RepositoryFiles.Reference(Path.Combine("corpus", label));
        Assert.SkipWhen(corpus is null, "the corpus of foreign packages (shared/corpus beside the repository) is not here");
        return [.. Directory.EnumerateFiles(corpus!, "*.ov?", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }
}
