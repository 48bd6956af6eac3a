using BenchmarkDotNet.Attributes;
using OvfKit.Disks;
using OvfKit.IO;

namespace OvfKit.Benchmarks;

/// <summary>Copies between formats in memory with one and with all cores: what the pipeline and the codec cost, without a file system.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class CopyBenchmarks
{
    private const int Mebibytes = 128;
    private DiskImage _raw = null!;
    private DiskImage _stream = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _raw = SampleDisk.Create(Mebibytes);
        using var stream = new MemoryStream();
        await CopyAsync(_raw, "vmdk", stream);
        _stream = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(stream.ToArray(), "sample.vmdk"));
    }

    [Benchmark]
    public Task RawToStreamOptimized() => CopyAsync(_raw, "vmdk", Stream.Null);

    [Benchmark]
    public Task StreamOptimizedToRaw() => CopyAsync(_stream, "raw", Stream.Null);

    [Benchmark]
    public Task StreamOptimizedToStreamOptimized() => CopyAsync(_stream, "vmdk", Stream.Null);

    private async Task CopyAsync(DiskImage source, string format, Stream target)
    {
        await using var writer = DiskFormats.BuiltIn.Find(format)!.CreateWriter(new StreamDiskSink("sample", target), DiskWriteOptions.Default);
        await DiskCopy.CopyAsync(source, writer, new CopyOptions { Parallelism = Threads });
    }
}
