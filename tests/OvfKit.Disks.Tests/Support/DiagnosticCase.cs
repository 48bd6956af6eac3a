using OvfKit.Diagnostics;

namespace OvfKit.Disks.Tests.Support;

/// <summary>Something that must earn exactly one finding at one place.</summary>
/// <param name="Name">The case, in words.</param>
/// <param name="Expected">The finding.</param>
/// <param name="At">Where it must be.</param>
/// <param name="Act">Does it. Errors leave as exceptions, all else goes to the bag.</param>
public sealed record DiagnosticCase(string Name, DiagnosticDescriptor Expected, Location At, Func<DiagnosticBag, Task> Act)
{
    public async Task CheckAsync()
    {
        var findings = new DiagnosticBag();
        OvfKitException? stopped = null;
        try
        {
            await Act(findings);
        }
        catch (OvfKitException exception)
        {
            stopped = exception;
        }

        var found = stopped is null ? Assert.Single(findings) : stopped.Diagnostic;
        Assert.Equal((Expected.Id, At), (found.Id, found.Location));
        Assert.Same(Expected, found.Descriptor);
        Assert.Equal(Expected.Severity == DiagnosticSeverity.Error, stopped is not null);
        if (stopped is not null)
        {
            Assert.Empty(findings);
            Assert.Equal(found.ToString(), stopped.Message);
        }
    }

    /// <summary>Fails when a code of the family has no case.</summary>
    public static void AssertAllCovered(IReadOnlyList<DiagnosticDescriptor> all, IEnumerable<DiagnosticCase> cases)
    {
        Assert.NotEmpty(all);
        Assert.Equal(all.Count, all.Select(descriptor => descriptor.Id).Distinct().Count());
        Assert.Equal(all.Select(descriptor => descriptor.Id).Order(), cases.Select(c => c.Expected.Id).Distinct().Order());
    }
}
