using System.Collections.Immutable;
using System.CommandLine;
using OvfKit.Disks;

namespace OvfKit.Cli.Commands;

/// <summary>What disk the user wants written.</summary>
/// <param name="To">The format and variant; null to take them from the target's name.</param>
/// <param name="ChildOf">The image whose changes are written, or null for a whole disk.</param>
/// <param name="Level">The compression level, 1 to 9; null where the user named none.</param>
/// <param name="Settings">The variant's own settings.</param>
/// <param name="Id">The id the disk gets; null for a fresh one.</param>
/// <param name="KeepIds">Whether the disk gets its source's id.</param>
/// <param name="Verify">Whether the target is read back and compared.</param>
/// <param name="Force">Whether an existing target is replaced.</param>
/// <param name="Quiet">Whether only errors are printed.</param>
internal sealed record DiskOutput(
    string? To, string? ChildOf, int? Level, ImmutableDictionary<string, string> Settings, Guid? Id, bool KeepIds, bool Verify, bool Force, bool Quiet)
{
    /// <summary>The level to write with.</summary>
    public int LevelOrDefault => Level ?? DiskWriteOptions.Default.Level;

    /// <summary>How to copy: who names a level wants every block to have it.</summary>
    public CopyOptions Copy => CopyOptions.Default with { Recode = Level is not null };
}

/// <summary>The options that make up a <see cref="DiskOutput"/>, made anew for each command.</summary>
internal sealed class DiskOutputOptions
{
    private readonly Option<string?> _to = new("--to", "--format") { Description = "The new disk's format; without it the target's extension decides.", HelpName = "FORMAT[:VARIANT]" };
    private readonly Option<string?> _childOf = new("--child-of") { Description = "Write only what differs from this image, which becomes the new disk's parent.", HelpName = "FILE" };
    private readonly Option<int?> _level = SharedOptions.Level();
    private readonly Option<string[]> _settings = SharedOptions.Settings();
    private readonly Option<Guid?> _id = new("--id") { Description = "The id the new disk gets instead of a fresh one.", HelpName = "UUID" };
    private readonly Option<bool> _keepIds = new("--keep-ids") { Description = "Give the new disk its source's id; hypervisors take both for the same disk." };
    private readonly Option<bool> _verify = new("--verify") { Description = "Read the new disk back and compare it with its source." };
    private readonly Option<bool> _force = SharedOptions.Force();
    private readonly Option<bool> _quiet = SharedOptions.Quiet();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_to, _childOf, _level, _settings, _id, _keepIds, _verify, _force, _quiet])
            command.Options.Add(option);
    }

    public DiskOutput Read(ParseResult parsed) => new(
        parsed.GetValue(_to), parsed.GetValue(_childOf), parsed.GetValue(_level), SharedOptions.ParseSettings(parsed.GetValue(_settings)),
        parsed.GetValue(_id), parsed.GetValue(_keepIds), parsed.GetValue(_verify), parsed.GetValue(_force), parsed.GetValue(_quiet));
}
