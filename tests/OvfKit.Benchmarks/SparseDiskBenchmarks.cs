using BenchmarkDotNet.Attributes;
using OvfKit.Disks;

namespace OvfKit.Benchmarks;

/// <summary>Converts 64 MiB of data on disks of growing size: the time must follow the data, not the disk.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class SparseDiskBenchmarks
{
    private const int DataMebibytes = 64;
    private string _folder = "";
    private string _path = "";

    [Params(4, 64, 1024)]
    public int Gibibytes { get; set; }

    [Params("vmdk", "vhdx", "raw")]
    public string Target { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("ovfkit-bench-").FullName;
        _path = Path.Combine(_folder, "sparse.raw");
        using var file = File.Create(_path);
        var random = new Random(1);
        var piece = new byte[1 << 20];
        var size = (long)Gibibytes << 30;
        for (long i = 0; i < DataMebibytes; i++)
        {
            random.NextBytes(piece.AsSpan(0, piece.Length / 2));
            file.Position = size / DataMebibytes * i;
            file.Write(piece);
        }

        file.SetLength(size);
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public async Task ConvertAsync()
    {
        using var image = DiskFormats.BuiltIn.OpenFile(_path, null, DiskFormats.BuiltIn.Find("raw"));
        using var sink = new FileDiskSink(Path.Combine(_folder, "target." + Target), overwrite: true);
        await using var writer = DiskFormats.BuiltIn.Find(Target)!.CreateWriter(sink, DiskWriteOptions.Default);
        await DiskCopy.CopyAsync(image, writer);
    }
}
