using OvfKit.Diagnostics;

namespace OvfKit.Cli.Output;

/// <summary>Says which option does what a message of the library, which knows of no options, advises.</summary>
internal static class Hints
{
    /// <summary>The line to print below a problem, or null.</summary>
    /// <param name="problem">What stopped the command.</param>
    /// <param name="opensDisks">Whether the command has the options for disks.</param>
    public static string? For(Diagnostic problem, bool opensDisks) => problem.Id switch
    {
        "OVF4005" => "if the change is yours, 'ovfkit convert SOURCE TARGET --skip-manifest-check' writes a package with a new manifest",
        _ => opensDisks ? ForDisk(problem) : null,
    };

    private static string? ForDisk(Diagnostic problem) => problem.Id switch
    {
        "OVF6002" when problem.Message.EndsWith("say so", StringComparison.Ordinal) => "--from raw opens a raw disk, --from FORMAT any other",
        "OVF6005" => "--parent FILE names the parent, --allow-references DIR allows files in another folder",
        "OVF6113" or "OVF6207" or "OVF6312" or "OVF6405" => "--parent FILE names the parent, --accept-changed-parent takes one that changed",
        "OVF6107" => "--recover reads a piece alone, --from raw does so with one that is plain data",
        "OVF6104" or "OVF6310" or "OVF6611" or "OVF6704" => "--recover reads what can be saved",
        "OVF3050" or "OVF3051" or "OVF6706" or "OVF6707" => "--disk NUMBER, ID or NAME chooses one",
        _ => null,
    };
}
