using System.CommandLine;
using OvfKit.Cli.Output;
using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Editing;

namespace OvfKit.Cli.Commands;

/// <summary><c>ovfkit new</c>: a package of disks.</summary>
internal static class NewCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("TARGET") { Description = "The new package: a folder, a name that ends in .ova, or - for standard output." };
        var disks = new Option<string[]>("--disk") { Description = "A disk image, the one to boot from first. May be repeated.", HelpName = "FILE[,FORMAT]", Required = true };
        var format = new Option<string?>("--disk-format") { Description = "The format of the disks in the package; without it stream-optimized VMDK.", HelpName = "FORMAT[:VARIANT]" };
        var name = new Option<string?>("--name") { Description = "The machine's name; without it the target's.", HelpName = "NAME" };
        var cpus = SharedOptions.Processors("The number of processors; without it 1.");
        var memory = SharedOptions.Memory();
        var guest = new Option<string>("--os")
        {
            Description = $"The guest system: {string.Join(", ", GuestSystem.Words)}, a number of CIM's list, or VMware's identifier.",
            HelpName = "SYSTEM",
            DefaultValueFactory = static _ => "other",
        };
        var networks = new Option<string[]>("--nic") { Description = "A network adapter and its network. May be repeated.", HelpName = "NETWORK" };
        var firmware = new Option<string>("--firmware") { Description = "What starts the machine: bios or efi.", DefaultValueFactory = static _ => "bios", HelpName = "bios|efi" }.AcceptOnlyFromAmong("bios", "efi");
        var version = SharedOptions.Version();
        version.Description = "The version of OVF: 1 (OVF 1.1, which everything reads) or 2 (OVF 2.1); without it 1.";
        var sha = SharedOptions.Sha("The digest of the manifest and its signature: sha1, sha256 or sha512.");
        var force = SharedOptions.Force();
        var quiet = SharedOptions.Quiet();
        var command = new Command("new", "Make a package from disk images.") { target, disks, format, name, cpus, memory, guest, networks, firmware, version, sha, force, quiet };
        var signing = SigningOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(target);
            var algorithm = SharedOptions.ParseSha(parsed.GetRequiredValue(sha));
            var machine = new NewMachine
            {
                Name = parsed.GetValue(name) ?? Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path)),
                ProcessorCount = parsed.GetValue(cpus) ?? 1,
                MemoryInBytes = ChangeOptions.ParseMemory(parsed.GetValue(memory) ?? "1G"),
                Guest = GuestSystem.Parse(parsed.GetRequiredValue(guest)),
                Networks = [.. parsed.GetValue(networks) ?? []],
                Uefi = parsed.GetValue(firmware) == "efi",
                Version = parsed.GetValue(version) ?? OvfVersion.One,
            };
            using var signer = signing.Load(parsed, algorithm);
            DiskConversion.RefuseExisting(path, parsed.GetValue(force));
            var diagnostics = new DiagnosticBag();
            var opened = AddedDiskFile.OpenAll(parsed.GetRequiredValue(disks), parsed.GetValue(format), diagnostics, cancellationToken);
            try
            {
                machine = machine with { Disks = [.. opened.Select(static disk => disk.Disk)] };
                var options = new ConvertOptions { Algorithm = algorithm, Signer = signer?.Signer, Diagnostics = diagnostics };
                return await WriteAsync(path, machine, options, parsed.GetValue(force), parsed.GetValue(quiet), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                opened.ForEach(static disk => disk.Dispose());
            }
        });
        return command;
    }

    private static async Task<int> WriteAsync(string target, NewMachine machine, ConvertOptions options, bool force, bool quiet, CancellationToken cancellationToken)
    {
        ConvertReport made;
        var sink = PackageRewriting.OpenSink(target, force);
        await using (sink.ConfigureAwait(false))
        {
            made = await ProgressDisplay.RunAsync(
                quiet, progress => PackageCreation.CreateAsync(sink, machine, options, PackageReporter.Over(progress), cancellationToken)).ConfigureAwait(false);
        }

        return PackageRewriting.Report(target, made.Entries, made.Diagnostics, quiet);
    }
}
