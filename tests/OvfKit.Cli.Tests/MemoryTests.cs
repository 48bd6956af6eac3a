using System.Globalization;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests;

public class MemoryTests
{
    private const long Limit = 150_000_000;

    [Theory]
    [InlineData("vmdk")]
    [InlineData("vhdx")]
    [InlineData("raw")]
    public void A_sparse_disk_of_64_GiB_converts_in_less_than_150_MB(string format)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "peak memory is read from /proc");
        using var folder = new TempFolder();
        CreateSparse(folder["big.img"]);

        using var process = Cli.Start(folder.Path, "convert", "big.img", "target." + format);
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            Thread.Sleep(1);
        }

        Assert.Equal(0, process.ExitCode);
        Assert.InRange(peak, 1, Limit);
    }

    private static void CreateSparse(string path)
    {
        var random = new Random(3);
        var piece = new byte[1 << 20];
        using var file = File.Create(path);
        for (var i = 0L; i < 64; i++)
        {
            random.NextBytes(piece);
            file.Position = (i << 30) + (i << 12);
            file.Write(piece);
        }

        file.SetLength(64L << 30);
    }

    private static long PeakOf(int processId)
    {
        try
        {
            var line = File.ReadLines($"/proc/{processId}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            // The process ended meanwhile.
            return 0;
        }
    }
}
