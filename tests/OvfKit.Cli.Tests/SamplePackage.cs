using System.Text;

namespace OvfKit.Cli.Tests;

/// <summary>Makes packages and disks that take a while to convert.</summary>
internal static class SamplePackage
{
    /// <summary>A folder package with one raw disk of text that compresses slowly; answers the descriptor's path.</summary>
    public static string Create(string folder, int mebibytes)
    {
        Directory.CreateDirectory(folder);
        WriteDisk(Path.Combine(folder, "disk.raw"), mebibytes);
        var size = (long)mebibytes << 20;
        var descriptor = Path.Combine(folder, "sample.ovf");
        File.WriteAllText(descriptor, $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
              <References>
                <File ovf:id="file1" ovf:href="disk.raw" ovf:size="{size}"/>
              </References>
              <DiskSection>
                <Info>Disks</Info>
                <Disk ovf:diskId="disk1" ovf:fileRef="file1" ovf:capacity="{size}" ovf:format="http://en.wikipedia.org/wiki/Byte"/>
              </DiskSection>
              <VirtualSystem ovf:id="vm">
                <Info>A machine</Info>
              </VirtualSystem>
            </Envelope>
            """);
        return descriptor;
    }

    /// <summary>A raw disk without holes or zeros.</summary>
    public static void WriteDisk(string path, int mebibytes)
    {
        var random = new Random(7);
        using var file = File.Create(path);
        for (var i = 0; i < mebibytes; i++)
        {
            var text = new StringBuilder(1 << 20);
            while (text.Length < 1 << 20)
                text.Append(random.NextInt64()).Append(" some words between the numbers ").Append(random.Next(1000)).Append('\n');
            file.Write(Encoding.ASCII.GetBytes(text.ToString(0, 1 << 20)));
        }
    }
}
