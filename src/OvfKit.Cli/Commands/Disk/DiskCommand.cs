using System.CommandLine;

namespace OvfKit.Cli.Commands.Disk;

/// <summary><c>ovfkit disk</c>: work on single disk images.</summary>
internal static class DiskCommand
{
    public static Command Create() => new("disk", "Work on disk images: look, check, compare, and write changed copies. No image is ever changed in place.")
    {
        InfoCommand.Create(),
        MapCommand.Create(),
        ChainCommand.Create(),
        CheckCommand.Create(),
        CompareCommand.Create(),
        HashCommand.Create(),
        CreateCommand.Create(),
        ResizeCommand.Create(),
        CopyCommands.Flatten(),
        CopyCommands.Rebase(),
        CopyCommands.Compact(),
    };

    public static Argument<string> Source() => new("SOURCE") { Description = "A disk image." };

    public static Argument<string> Target() => new("TARGET") { Description = "The new image; it appears only when it is complete." };
}
