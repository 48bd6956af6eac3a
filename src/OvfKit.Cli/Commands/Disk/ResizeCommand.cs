using System.CommandLine;
using OvfKit.Disks.Work;

namespace OvfKit.Cli.Commands.Disk;

/// <summary><c>ovfkit disk resize</c>: a copy with another length.</summary>
internal static class ResizeCommand
{
    public static Command Create()
    {
        var source = DiskCommand.Source();
        var target = DiskCommand.Target();
        var size = new Argument<string>("SIZE") { Description = "The new size: 40G, 512M, bytes, or +10G to grow and -1G to shrink by." };
        var moveGpt = new Option<bool>("--move-gpt") { Description = "Move the backup of the GUID partition table to the new end." };
        var shrink = new Option<bool>("--force-shrink") { Description = "Shrink even where data past the new end is lost." };
        var input = new DiskInputOptions();
        var output = new DiskOutputOptions();
        var command = new Command("resize", "Write an image with another size. It shrinks only where the end is empty, or when forced.") { source, target, size, moveGpt, shrink };
        input.AddTo(command);
        output.AddTo(command);
        command.SetAction((parsed, cancellationToken) => DiskConversion.RunAsync(
            parsed.GetRequiredValue(source), input.Read(parsed), parsed.GetRequiredValue(target), output.Read(parsed), sameFormat: true,
            (disk, _) => new ResizedDisk(disk, DiskSize.Parse(parsed.GetRequiredValue(size), disk.Length), parsed.GetValue(moveGpt), parsed.GetValue(shrink)),
            cancellationToken));
        return command;
    }
}
