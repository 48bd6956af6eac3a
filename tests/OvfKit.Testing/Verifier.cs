using System.Runtime.CompilerServices;
using OvfKit.Testing;
using Xunit;

// The namespace, class and call are those of Verify.XunitV3, which takes this file's place once it can be restored.
namespace VerifyXunit;

/// <summary>Compares text with the snapshot beside the test: <c>Class.Method.verified.txt</c>; a difference leaves a <c>.received.</c> file.</summary>
public static class Verifier
{
    public static async Task Verify(string? target, string extension = "txt", [CallerFilePath] string sourceFile = "")
    {
        var test = TestContext.Current.TestMethod ?? throw new InvalidOperationException("only a running test can be verified");
        // Deterministic builds replace the repository's root by "/_/".
        if (sourceFile.StartsWith("/_/", StringComparison.Ordinal))
            sourceFile = Path.Combine(RepositoryFiles.Root, sourceFile[3..]);
        var stem = Path.Combine(Path.GetDirectoryName(sourceFile)!, $"{test.TestClass.TestClassSimpleName}.{test.MethodName}");
        var verified = $"{stem}.verified.{extension}";
        var received = $"{stem}.received.{extension}";
        var actual = (target ?? "").ReplaceLineEndings("\n");
        var expected = File.Exists(verified) ? (await File.ReadAllTextAsync(verified)).ReplaceLineEndings("\n") : null;
        if (expected?.TrimEnd('\n') == actual.TrimEnd('\n'))
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, actual);
        Assert.True(expected is not null, $"there is no snapshot yet: look at {received} and rename it to {verified} if it is right");
        Assert.Equal(expected, actual);
    }
}
