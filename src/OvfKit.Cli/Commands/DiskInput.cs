using System.CommandLine;

namespace OvfKit.Cli.Commands;

/// <summary>How the user wants a disk opened.</summary>
/// <param name="From">The format, where detection must be overruled.</param>
/// <param name="Parent">The file to take for the parent the image names.</param>
/// <param name="References">Folders beside the image's own in which files it names may be opened.</param>
/// <param name="Snapshot">The internal snapshot to read.</param>
/// <param name="AcceptChangedParent">Whether a parent that changed is taken all the same.</param>
/// <param name="Recover">Whether lost tables are rebuilt, and data with a wrong checksum is given.</param>
/// <param name="Disk">Which disk of a file that holds several.</param>
/// <param name="TempDirectory">Where compressed files are unpacked.</param>
/// <param name="Quiet">Whether only errors are printed.</param>
internal sealed record DiskInput(
    string? From = null, string? Parent = null, IReadOnlyList<string>? References = null, string? Snapshot = null, bool AcceptChangedParent = false, bool Recover = false, string? Disk = null, string? TempDirectory = null,
    bool Quiet = false)
{
    /// <summary>How to open another image that may stand on the same parents.</summary>
    public DiskInput ForParents => new(References: References, AcceptChangedParent: AcceptChangedParent, TempDirectory: TempDirectory, Quiet: Quiet);
}

/// <summary>The options that make up a <see cref="DiskInput"/>, made anew for each command, which has <c>--quiet</c>, too.</summary>
internal sealed class DiskInputOptions
{
    private readonly Option<string?> _from = SharedOptions.From();
    private readonly Option<string?> _parent = new("--parent") { Description = "The file to take for the parent the image names.", HelpName = "FILE" };
    private readonly Option<string[]> _references = References();
    private readonly Option<string?> _snapshot = new("--snapshot") { Description = "The id or name of the internal snapshot to read instead of the current state.", HelpName = "NAME" };
    private readonly Option<bool> _acceptChangedParent = new("--accept-changed-parent") { Description = "Take a parent that changed after the child was made; the result may be damaged." };
    private readonly Option<bool> _recover = new("--recover") { Description = "Rebuild lost tables from what the data says, take data whose checksum is wrong, and read a piece of a disk alone, where the format allows." };
    private readonly Option<string?> _disk = new("--disk") { Description = "Which disk of a package or archive that holds several: its number, id or name.", HelpName = "DISK" };

    public Option<string?> TempDirectory { get; } = SharedOptions.TempDirectory();

    /// <summary>The option that opens more folders to what images name.</summary>
    public static Option<string[]> References() =>
        new("--allow-references") { Description = "A folder, beside the image's own, in which files named inside the image may be opened. May be repeated.", HelpName = "DIR" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_from, _parent, _references, _snapshot, _acceptChangedParent, _recover, _disk, TempDirectory])
            command.Options.Add(option);
    }

    public DiskInput Read(ParseResult parsed) => new(
        parsed.GetValue(_from), parsed.GetValue(_parent), parsed.GetValue(_references), parsed.GetValue(_snapshot), parsed.GetValue(_acceptChangedParent), parsed.GetValue(_recover),
        parsed.GetValue(_disk), parsed.GetValue(TempDirectory), SharedOptions.IsQuiet(parsed));
}
