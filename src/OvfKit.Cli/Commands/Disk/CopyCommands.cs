using System.CommandLine;

namespace OvfKit.Cli.Commands.Disk;

/// <summary>The commands that write an image anew: the same guest bytes in other files.</summary>
internal static class CopyCommands
{
    public static Command Flatten() => Create("flatten", "Write an image and all its parents as one image that needs no parent.", needsParent: false);

    public static Command Rebase() => Create("rebase", "Write an image as the changes to another parent, named with --child-of. The guest bytes stay the same.", needsParent: true);

    public static Command Compact() => Create("compact", "Write an image without the blocks that hold only zeros.", needsParent: false);

    private static Command Create(string name, string description, bool needsParent)
    {
        var source = DiskCommand.Source();
        var target = DiskCommand.Target();
        var input = new DiskInputOptions();
        var output = new DiskOutputOptions();
        var command = new Command(name, description) { source, target };
        input.AddTo(command);
        output.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = output.Read(parsed);
            if (needsParent && options.ChildOf is null)
                throw new ArgumentException($"{name} needs --child-of FILE, the new parent; to get rid of parents use \"ovfkit disk flatten\"");
            return DiskConversion.RunAsync(parsed.GetRequiredValue(source), input.Read(parsed), parsed.GetRequiredValue(target), options, sameFormat: true, view: null, cancellationToken);
        });
        return command;
    }
}
