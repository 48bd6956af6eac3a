using System.Text;
using OvfKit.Disks;
using OvfKit.IO;

namespace OvfKit.Benchmarks;

/// <summary>A raw disk in memory with what disks hold: text, records, bytes that do not compress, and zeros. The same on every run.</summary>
internal static class SampleDisk
{
    public static DiskImage Create(int mebibytes)
    {
        var random = new Random(1);
        var bytes = new byte[mebibytes << 20];
        for (var at = 0; at < bytes.Length; at += 1 << 18)
        {
            var part = bytes.AsSpan(at, 1 << 18);
            switch (random.Next(10))
            {
                case 0:
                    random.NextBytes(part);
                    break;
                case 1:
                    break;
                default:
                    FillWithText(part, random);
                    break;
            }
        }

        return DiskFormats.BuiltIn.Open(ByteSource.FromMemory(bytes, "sample.raw"), null, DiskFormats.BuiltIn.Find("raw"));
    }

    private static void FillWithText(Span<byte> part, Random random)
    {
        while (!part.IsEmpty)
        {
            var line = Encoding.ASCII.GetBytes($"host{random.Next(20):d2} app[{random.Next(300, 32000)}]: level=info req={random.NextInt64():x16} status=200 dur={random.Next(900000)}us\n");
            var length = Math.Min(line.Length, part.Length);
            line.AsSpan(0, length).CopyTo(part);
            part = part[length..];
        }
    }
}
