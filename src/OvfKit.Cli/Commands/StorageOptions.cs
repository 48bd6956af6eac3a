using System.CommandLine;
using OvfKit.Conversion;
using OvfKit.Cli.Commands.Disk;

namespace OvfKit.Cli.Commands;

/// <summary>The options that make up a <see cref="FileStorage"/>, made anew for each command.</summary>
internal sealed class StorageOptions
{
    private readonly Option<string?> _compress = new("--compress") { Description = "Store the files of the package with gzip, or unpacked with none; without it they stay as they are. Few products read gzip.", HelpName = "gzip|none" };
    private readonly Option<string?> _chunkSize = new("--chunk-size") { Description = "Store the files of the package in chunks of this size (such as 500M); 0 joins them.", HelpName = "SIZE" };

    public StorageOptions() => _compress.AcceptOnlyFromAmong("gzip", "none");

    public void AddTo(Command command)
    {
        command.Options.Add(_compress);
        command.Options.Add(_chunkSize);
    }

    public FileStorage? Read(ParseResult parsed)
    {
        var compress = parsed.GetValue(_compress);
        var chunkSize = parsed.GetValue(_chunkSize);
        return compress is null && chunkSize is null ? null
            : new FileStorage { Compress = compress is null ? null : compress == "gzip", ChunkSize = chunkSize is null ? null : DiskSize.Parse(chunkSize, 0) };
    }
}
