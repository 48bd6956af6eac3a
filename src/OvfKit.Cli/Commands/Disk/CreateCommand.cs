using System.CommandLine;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Disks.Work;

namespace OvfKit.Cli.Commands.Disk;

/// <summary><c>ovfkit disk create</c>: an empty disk, or an empty child.</summary>
internal static class CreateCommand
{
    public static Command Create()
    {
        var target = DiskCommand.Target();
        var size = new Argument<string?>("SIZE") { Description = "The size: 40G, 512M or bytes. A child has its parent's unless told.", Arity = ArgumentArity.ZeroOrOne };
        var references = DiskInputOptions.References();
        var output = new DiskOutputOptions();
        var command = new Command("create", "Create an empty disk, or with --child-of an image that holds no changes yet.") { target, size, references };
        output.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(target), parsed.GetValue(size), new DiskInput(References: parsed.GetValue(references)), output.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string target, string? size, DiskInput input, DiskOutput output, CancellationToken cancellationToken)
    {
        if (size is null && output.ChildOf is null)
            throw new ArgumentException("a new disk needs a SIZE, such as 40G");
        DiskConversion.RefuseExisting(target, output.Force);
        var diagnostics = new DiagnosticBag();
        using var disk = Begin(size, output.ChildOf, input, diagnostics, cancellationToken);
        await DiskConversion.WriteAsync(disk, output.To is { } to ? FormatName.Parse(to) : FormatName.ForTarget(target), target, output, input, diagnostics, cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static DiskImage Begin(string? size, string? parent, DiskInput input, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        if (parent is null)
            return new EmptyDisk(DiskSize.Parse(size!, 0));
        var below = DiskFiles.Open(parent, input, diagnostics, cancellationToken);
        return size is null ? below : new ResizedDisk(below, DiskSize.Parse(size, below.Length));
    }
}
