using System.Text;

namespace OvfKit.Cli.Tests;

/// <summary>Makes packages and disks that take a while to convert.</summary>
internal static class SamplePackage
{
    private static readonly Lazy<byte[][]> Text = new(MakeText);

    /// <summary>A folder package with raw disks (<c>disk.raw</c>, <c>disk2.raw</c> and so on) of text that compresses slowly; answers the descriptor's path.</summary>
    public static string Create(string folder, int mebibytes, int disks = 1)
    {
        Directory.CreateDirectory(folder);
        var size = (long)mebibytes << 20;
        var names = Enumerable.Range(1, disks).Select(number => number == 1 ? "disk.raw" : $"disk{number}.raw").ToList();
        foreach (var name in names)
            WriteDisk(Path.Combine(folder, name), mebibytes);
        var descriptor = Path.Combine(folder, "sample.ovf");
        File.WriteAllText(descriptor, $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
              <References>
                {string.Concat(names.Select((name, i) => $"""<File ovf:id="file{i + 1}" ovf:href="{name}" ovf:size="{size}"/>"""))}
              </References>
              <DiskSection>
                <Info>Disks</Info>
                {string.Concat(names.Select((_, i) => $"""<Disk ovf:diskId="disk{i + 1}" ovf:fileRef="file{i + 1}" ovf:capacity="{size}" ovf:format="http://en.wikipedia.org/wiki/Byte"/>"""))}
              </DiskSection>
              <VirtualSystem ovf:id="vm">
                <Info>A machine</Info>
              </VirtualSystem>
            </Envelope>
            """);
        return descriptor;
    }

    /// <summary>A raw disk without holes or zeros. Its text repeats too seldom for a compressor to notice.</summary>
    public static void WriteDisk(string path, int mebibytes)
    {
        using var file = File.Create(path);
        for (var i = 0; i < mebibytes; i++)
            file.Write(Text.Value[i % Text.Value.Length]);
    }

    private static byte[][] MakeText()
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, 8).Select(_ =>
        {
            var text = new StringBuilder(1 << 20);
            while (text.Length < 1 << 20)
                text.Append(random.NextInt64()).Append(" some words between the numbers ").Append(random.Next(1000)).Append('\n');
            return Encoding.ASCII.GetBytes(text.ToString(0, 1 << 20));
        })];
    }
}
