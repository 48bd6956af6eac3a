using System.Security.Cryptography;
using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Disks.Work;
using OvfKit.Packaging;
using OvfKit.Testing;

namespace OvfKit.PublicApi.Tests;

public class OutsidersFormatTests
{
    private static readonly CardDeckFormat Deck = new();
    private static readonly DiskFormats Formats = DiskFormats.BuiltIn.With(Deck);
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_detected_converted_to_and_converted_from()
    {
        using var folder = WithDisk(out var truth);
        await ConvertAsync(folder["disk.raw"], "raw", folder["disk.deck"], Deck);
        Assert.Null(Detect(DiskFormats.BuiltIn, folder["disk.deck"]));
        Assert.Same(Deck, Detect(Formats, folder["disk.deck"]));
        Assert.Same(Deck, Formats.Find("urn:example:deck"));

        await ConvertAsync(folder["disk.deck"], "deck", folder["disk.vhdx"], Formats.Find("vhdx")!);
        using var image = Formats.OpenFile(folder["disk.vhdx"]);
        Assert.Equal(SHA256.HashData(truth), await DiskHash.ComputeAsync(image, HashAlgorithmName.SHA256, cancellationToken: Token));
    }

    [Fact]
    public async Task It_is_checked_compared_and_salvaged_like_any_other()
    {
        using var folder = WithDisk(out _);
        await ConvertAsync(folder["disk.raw"], "raw", folder["disk.deck"], Deck);
        var bytes = File.ReadAllBytes(folder["disk.deck"]);
        bytes[CardDeckFormat.HeadSize + 100] ^= 1;
        File.WriteAllBytes(folder["damaged.deck"], bytes);
        var findings = new DiagnosticBag();
        using var damaged = Formats.OpenFile(folder["damaged.deck"]);
        await DiskCheck.RunAsync(damaged, findings, cancellationToken: Token);
        Assert.Equal("DECK0001", Assert.Single(findings).Id);

        using var sound = Formats.OpenFile(folder["disk.deck"]);
        using var salvaged = new SalvagedDisk(Formats.OpenFile(folder["damaged.deck"]), new DiagnosticBag());
        var comparison = await DiskComparison.CompareAsync(sound, salvaged, cancellationToken: Token);
        Assert.Equal((0L, (long)CardDeckFormat.CardSize), (comparison.FirstDifference, comparison.DifferingLength));
    }

    [Fact]
    public async Task It_holds_the_changes_to_a_parent()
    {
        using var folder = WithDisk(out var truth);
        await ConvertAsync(folder["disk.raw"], "raw", folder["parent.deck"], Deck);
        truth.AsSpan(0, 5000).Clear();
        truth[^1] = 9;
        File.WriteAllBytes(folder["changed.raw"], truth);
        using (var parent = Formats.OpenFile(folder["parent.deck"]))
            await ConvertAsync(folder["changed.raw"], "raw", folder["child.deck"], Deck, new DiskWriteOptions { Parent = parent, ParentName = "parent.deck" });

        Assert.InRange(new FileInfo(folder["child.deck"]).Length, 1, 4 * CardDeckFormat.StoredCardSize);
        using var child = Formats.OpenFile(folder["child.deck"], new DiskOpenOptions { Formats = Formats, Resolver = new FolderReferences(folder.Path, formats: Formats).Resolve });
        Assert.Equal(SHA256.HashData(truth), await DiskHash.ComputeAsync(child, HashAlgorithmName.SHA256, cancellationToken: Token));
        Assert.Throws<UnsupportedContentException>(() => Formats.OpenFile(folder["child.deck"]));
    }

    [Fact]
    public async Task It_converts_from_inside_an_archive()
    {
        using var folder = WithDisk(out var truth);
        await ConvertAsync(folder["disk.raw"], "raw", folder["disk.deck"], Deck);
        File.Delete(folder["disk.raw"]);
        File.WriteAllText(folder["deck.ovf"], $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
              <References>
                <File ovf:id="file1" ovf:href="disk.deck" ovf:size="{new FileInfo(folder["disk.deck"]).Length}"/>
              </References>
              <DiskSection>
                <Info>Disks</Info>
                <Disk ovf:diskId="disk1" ovf:fileRef="file1" ovf:capacity="{truth.Length}" ovf:format="urn:example:deck"/>
              </DiskSection>
              <VirtualSystem ovf:id="vm">
                <Info>A machine</Info>
              </VirtualSystem>
            </Envelope>
            """);
        using (var package = OvfPackage.Open(folder["deck.ovf"], new PackageOpenOptions { Formats = Formats }))
        {
            await using var archive = new OvaSink(folder["deck.ova"]);
            await PackageConverter.ConvertAsync(package, archive, new ConvertOptions { }, null, Token);
        }

        using (var package = OvfPackage.Open(folder["deck.ova"], new PackageOpenOptions { Formats = Formats }))
        {
            await using var target = new FolderSink(folder["out"]);
            await PackageConverter.ConvertAsync(package, target, new ConvertOptions { DiskFormat = Formats.Find("vmdk") }, null, Token);
        }

        using var image = DiskFormats.BuiltIn.OpenFile(folder["out/disk.vmdk"]);
        Assert.Equal(SHA256.HashData(truth), await DiskHash.ComputeAsync(image, HashAlgorithmName.SHA256, cancellationToken: Token));
    }

    private static DiskFormat? Detect(DiskFormats formats, string path)
    {
        using var source = IO.ByteSource.OpenFile(path);
        return formats.Detect(source);
    }

    private static async Task ConvertAsync(string source, string from, string target, DiskFormat to, DiskWriteOptions? options = null)
    {
        using var image = Formats.OpenFile(source, null, Formats.Find(from));
        using var sink = new FileDiskSink(target);
        await using (var writer = to.CreateWriter(sink, options ?? DiskWriteOptions.Default))
            await DiskCopy.CopyAsync(image, writer, cancellationToken: Token);
        sink.Commit();
    }

    private static TempFolder WithDisk(out byte[] truth)
    {
        var folder = new TempFolder();
        truth = new byte[(1 << 20) + 1536];
        new Random(5).NextBytes(truth.AsSpan(0, 100_000));
        new Random(6).NextBytes(truth.AsSpan(700_000, 5000));
        File.WriteAllBytes(folder["disk.raw"], truth);
        return folder;
    }
}
