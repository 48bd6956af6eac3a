using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using OvfKit.Cli.Commands.Disk;
using OvfKit.Editing;

namespace OvfKit.Cli.Commands;

/// <summary>The options that make up <see cref="DescriptorChanges"/>, made anew for each command.</summary>
internal sealed class ChangeOptions
{
    private readonly Option<string?> _system = new("--system") { Description = "The id of the virtual system to change, where there are several.", HelpName = "ID" };
    private readonly Option<string?> _configuration = SharedOptions.Configuration();
    private readonly Option<string?> _name = new("--name") { Description = "The machine's new name.", HelpName = "NAME" };
    private readonly Option<int?> _cpus = SharedOptions.Processors("The number of processors.");
    private readonly Option<string?> _memory = SharedOptions.Memory();
    private readonly Option<string[]> _networks = new("--network") { Description = "A network's new name; adapters follow. May be repeated.", HelpName = "OLD=NEW" };
    private readonly Option<string[]> _adapters = new("--nic-network") { Description = "The network for an adapter, which is counted from 1. May be repeated.", HelpName = "NUMBER=NETWORK" };
    private readonly Option<string[]> _properties = SharedOptions.Property();
    private readonly Option<string?> _eula = new("--eula") { Description = "The text file with the licence to agree to, in place of all there are.", HelpName = "FILE" };
    private readonly Option<string?> _annotation = new("--annotation") { Description = "The author's remark.", HelpName = "TEXT" };
    private readonly Option<OvfVersion?> _version = SharedOptions.Version();
    private readonly Option<string[]> _removedDisks = new("--remove-disk") { Description = "The id of a disk to leave out, with its drive and file. May be repeated.", HelpName = "ID" };
    private readonly Option<string[]> _removedFiles = new("--remove-file") { Description = "The name of a file to leave out. May be repeated.", HelpName = "NAME" };
    private readonly Option<bool> _freshIds = new("--new-ids") { Description = "Give machines, disks and adapters fresh ids and MAC addresses, so that a copy does not collide with its original." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[
            _system, _name, _cpus, _memory, _networks, _adapters, _configuration, _properties, _eula, _annotation, _version, _removedDisks, _removedFiles, _freshIds])
            command.Options.Add(option);
    }

    /// <exception cref="ArgumentException">A value cannot be understood.</exception>
    /// <exception cref="IOException">The licence cannot be read.</exception>
    public DescriptorChanges Read(ParseResult parsed) => new()
    {
        SystemId = parsed.GetValue(_system),
        Configuration = parsed.GetValue(_configuration),
        Name = parsed.GetValue(_name),
        ProcessorCount = parsed.GetValue(_cpus),
        MemoryInBytes = parsed.GetValue(_memory) is { } memory ? ParseMemory(memory) : null,
        Networks = SharedOptions.ParsePairs("--network", parsed.GetValue(_networks)),
        AdapterNetworks = SharedOptions.ParsePairs("--nic-network", parsed.GetValue(_adapters)).ToImmutableDictionary(static pair => AdapterNumber(pair.Key), static pair => pair.Value),
        Properties = SharedOptions.ParsePairs("--property", parsed.GetValue(_properties)),
        Eula = parsed.GetValue(_eula) is { } eula ? ReadText(eula) : null,
        Annotation = parsed.GetValue(_annotation),
        Version = parsed.GetValue(_version),
        RemovedDisks = [.. parsed.GetValue(_removedDisks) ?? []],
        RemovedFiles = [.. parsed.GetValue(_removedFiles) ?? []],
        FreshIds = parsed.GetValue(_freshIds),
    };

    /// <summary>Memory in bytes: a number of MiB, or one with K, M, G or T.</summary>
    /// <exception cref="ArgumentException">It is none, or no whole number of MiB.</exception>
    public static long ParseMemory(string text)
    {
        var bytes = DiskSize.Parse(text.All(char.IsAsciiDigit) ? text + "M" : text, 0);
        return bytes > 0 && bytes % (1 << 20) == 0 ? bytes : throw new ArgumentException($"--memory {text}: expected MiB, or a size such as 4G, in whole MiB");
    }

    // Windows' line ends and the form feeds of printed licences have no meaning in XML.
    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)).ReplaceLineEndings("\n");
        }
        catch (DecoderFallbackException exception)
        {
            throw new ArgumentException($"--eula {path}: the text is not in UTF-8 ({exception.Message}); save it in UTF-8", exception);
        }
    }

    private static int AdapterNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new ArgumentException($"--nic-network {text}: expected the adapter's number, as in 1=LAN");
}
