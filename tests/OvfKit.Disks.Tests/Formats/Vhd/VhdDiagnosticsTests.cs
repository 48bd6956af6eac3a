using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vhd;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using static OvfKit.Disks.Tests.Support.VhdBuilder;

namespace OvfKit.Disks.Tests.Formats.Vhd;

public class VhdDiagnosticsTests
{
    private static readonly Guid Stranger = new("00112233-4455-6677-8899-aabbccddeeff");

    // Header and table, one block of 2 MiB with its bitmap; the footer follows.
    private const long Footer = 2048 + 512 + (2 * MiB);
    private const long FixedFooter = MiB;

    private static readonly List<DiagnosticCase> Cases =
    [
        File("a dynamic disk without footers", VhdDiagnostics.BadFooter, Footer, file => { file.Write(0, new byte[8]); file.Write(Footer, new byte[8]); }),
        File("a dynamic disk with two damaged footers", VhdDiagnostics.BadFooter, Footer, file => { file.Write(100, [1]); file.Write(Footer + 200, [1]); }),
        Fixed("a fixed disk without footer", VhdDiagnostics.BadFooter, FixedFooter, file => file.Write(FixedFooter, new byte[512])),
        Fixed("a fixed disk whose damaged footer does not fit it", VhdDiagnostics.BadFooter, FixedFooter, file => file.Write(FixedFooter + 48, [0, 0, 0, 0, 0, 0x20])),
        Fixed("a fixed disk whose damaged footer calls it dynamic", VhdDiagnostics.BadFooter, FixedFooter, file => file.Write(FixedFooter + 63, [3])),
        Fixed("a disk of a negative size", VhdDiagnostics.BadFooter, FixedFooter, file =>
        {
            file.Write(FixedFooter + 48, [0xFF]);
            Seal(file, FixedFooter, 512);
        }),

        File("a damaged footer at the end", VhdDiagnostics.DamagedFooter, Footer, file => file.Write(Footer + 200, [1])),
        File("a missing footer at the end", VhdDiagnostics.DamagedFooter, Footer - 512, file => file.SetLength(Footer)),
        File("a damaged copy of the footer", VhdDiagnostics.DamagedFooter, 0, file => file.Write(200, [1])),
        File("a copy of the footer that says something else", VhdDiagnostics.DamagedFooter, 0, file =>
        {
            file.Write(40, [1]);
            Seal(file, 0, 512);
        }),
        Fixed("a fixed disk with a wrong checksum", VhdDiagnostics.DamagedFooter, FixedFooter, file => file.Write(FixedFooter + 64, [1, 2, 3, 4])),

        Built("a footer of version 2", VhdDiagnostics.UnsupportedFooter, Footer, b => b.FooterVersion = 0x20000),
        .. new uint[] { 0, 1, 5, 6, uint.MaxValue }.Select(type => new DiagnosticCase($"a disk of type {type}", VhdDiagnostics.UnsupportedFooter, At(Footer), findings =>
            ReadAsync(new VhdBuilder(MiB, type).Block(0, new byte[512]).BuildSource(), findings))),

        Built("a header behind the end", VhdDiagnostics.BadDynamicHeader, 1L << 50, b => b.HeaderOffset = 1L << 50, file: false),
        File("a header at a negative offset", VhdDiagnostics.BadDynamicHeader, 0, file =>
        {
            foreach (var at in (long[])[0, Footer])
            {
                file.Write(at + 16, [0xFF]);
                Seal(file, at, 512);
            }
        }),
        Damaged("a header without its cookie", [(0, [0])]),
        Damaged("a header with a wrong checksum", [(200, [1])], seal: false),
        Built("a header of version 2", VhdDiagnostics.BadDynamicHeader, Header, b => b.HeaderVersion = 0x20000),
        Damaged("blocks of no bytes", [(32, [0, 0, 0, 0])]),
        Damaged("blocks of 3 MiB", [(32, [0, 0x30, 0, 0])]),
        Damaged("blocks of 256 bytes", [(32, [0, 0, 1, 0])]),
        Damaged("blocks of 2 GiB", [(32, [0x80, 0, 0, 0])]),
        Built("a table that is too short for the disk", VhdDiagnostics.BadDynamicHeader, Header, b => b.EntryCount = 0),
        Built("a table behind the end", VhdDiagnostics.BadDynamicHeader, Header, b => b.TableOffset = 1L << 50),
        Built("a table over the footer", VhdDiagnostics.BadDynamicHeader, Header, b => b.TableOffset = Footer - 2),
        Built("a table at a negative offset", VhdDiagnostics.BadDynamicHeader, Header, b => b.TableOffset = long.MinValue),

        Entry("a block behind the end", VhdDiagnostics.BadBlockEntry, 0x7FFFFFFF),
        Entry("a block at the footer", VhdDiagnostics.BadBlockEntry, (uint)(Footer / 512)),
        Entry("a block over the footer's copy", VhdDiagnostics.BadBlockEntry, 0),
        Entry("a block over the header", VhdDiagnostics.Overlap, 1),
        Entry("a block over the table", VhdDiagnostics.Overlap, 3),
        new("two blocks at one place", VhdDiagnostics.Overlap, At(Table + 4), findings =>
            ReadAsync(new VhdBuilder(4 * MiB).Block(0, new byte[2 * MiB]).Entry(1, 4).BuildSource(), findings)),
        new("two blocks that share a part", VhdDiagnostics.Overlap, At(Table + 4), findings =>
            ReadAsync(new VhdBuilder(4 * MiB).Block(0, new byte[2 * MiB]).Entry(1, 1000, 4 * MiB).BuildSource(), findings)),

        Child("another parent", VhdDiagnostics.ParentMismatch, Header, b => b.Of(Stranger, ("W2ru", "parent.vhd"))),
        Child("a parent of another format", VhdDiagnostics.ParentMismatch, Header, b => b.Of(new VhdBuilder(0).Id, ("W2ru", "parent.vmdk"))),
        Child("a locator of no bytes", VhdDiagnostics.BadLocator, Header + 576, b => b.Of(new VhdBuilder(0).Id, ("W2ru", ""), ("W2ku", @"C:\parent.vhd"))),
        Child("a locator of 1 MiB", VhdDiagnostics.BadLocator, Header + 576 + 24, b => b.Of(new VhdBuilder(0).Id, ("W2ru", "parent.vhd"), ("W2ku", new string('x', 512 << 10)))),
        Child("a locator behind the end", VhdDiagnostics.BadLocator, Header + 576, b => b.Of(new VhdBuilder(0).Id, ("W2ru", "parent.vhd"), ("W2ku", "parent.vhd")), file =>
        {
            file.Write(Header + 576 + 16, [0x7F]);
            Seal(file, Header, 1024);
        }),

        Built("a disk of Virtual PC", VhdDiagnostics.GeometryDecides, Footer, b => (b.Creator, b.Geometry) = ("vpc ", (10, 4, 17))),
        Built("a disk of an old qemu", VhdDiagnostics.GeometryDecides, Footer, b => (b.Creator, b.Geometry) = ("qemu", (10, 4, 17))),
        .. new[] { "vbox", "d2v\0", "wa\0\0", "vs  " }.Select(creator =>
            Built($"a disk of {creator}", VhdDiagnostics.SizesDiffer, Footer, b => (b.Creator, b.Geometry) = (creator, (10, 4, 17)))),
    ];

    public static TheoryData<string> Names { get; } = [.. Cases.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public Task Each_case_earns_its_code_at_its_place(string name) => Cases.Single(c => c.Name == name).CheckAsync();

    [Fact]
    public void Every_code_has_a_case() => DiagnosticCase.AssertAllCovered(VhdDiagnostics.All, Cases);

    private static Location At(long offset) => Location.AtOffset("disk.vhd", offset);

    private static DiagnosticCase Built(string name, DiagnosticDescriptor expected, long at, Action<VhdBuilder> change, Action<SparseBytes>? damage = null, bool file = true) =>
        new(name, expected, At(at), findings =>
        {
            var builder = new VhdBuilder(MiB).Block(0, Guest.Make("text").Bytes.ToArray());
            change(builder);
            // A structure that is said to stand elsewhere still stands where it was.
            var (header, table) = (builder.HeaderOffset, builder.TableOffset);
            if (!file)
                builder.HeaderOffset = Header;
            var bytes = builder.Build();
            if (!file)
            {
                foreach (var footer in (long[])[0, Footer])
                {
                    bytes.Write(footer + 16, BitConverter.GetBytes(header).Reverse().ToArray());
                    Seal(bytes, footer, 512);
                }
            }

            Assert.Equal(table, builder.TableOffset);
            damage?.Invoke(bytes);
            return ReadAsync(bytes.AsSource("disk.vhd"), findings);
        });

    private static DiagnosticCase File(string name, DiagnosticDescriptor expected, long at, Action<SparseBytes> damage) => Built(name, expected, at, _ => { }, damage);

    private static DiagnosticCase Damaged(string name, (int Offset, byte[] Bytes)[] changes, bool seal = true) => File(name, VhdDiagnostics.BadDynamicHeader, Header, file =>
    {
        foreach (var (offset, bytes) in changes)
            file.Write(Header + offset, bytes);
        if (seal)
            Seal(file, Header, 1024);
    });

    private static DiagnosticCase Entry(string name, DiagnosticDescriptor expected, uint sector) => Built(name, expected, Table, b => b.Entry(0, sector));

    private static DiagnosticCase Fixed(string name, DiagnosticDescriptor expected, long at, Action<SparseBytes> damage) => new(name, expected, At(at), findings =>
    {
        var file = new VhdBuilder(MiB, 2).With(Guest.Make("text")).Build();
        damage(file);
        return ReadAsync(file.AsSource("disk.vhd"), findings);
    });

    private static DiagnosticCase Child(string name, DiagnosticDescriptor expected, long at, Action<VhdBuilder> change, Action<SparseBytes>? damage = null) => new(name, expected, At(at), findings =>
    {
        var builder = new VhdBuilder(MiB, 4);
        change(builder);
        var file = builder.Build();
        damage?.Invoke(file);
        return ReadAsync(file.AsSource("disk.vhd"), findings, (in reference) => reference.Name switch
        {
            "parent.vhd" or @"C:\parent.vhd" => new VhdBuilder(MiB).BuildSource("parent.vhd"),
            "parent.vmdk" => VmdkBuilder.Monolithic().With(Guest.Empty(65536)).BuildSource("parent.vmdk"),
            _ => null,
        });
    });

    private static Task ReadAsync(ByteSource source, DiagnosticBag findings, ReferenceResolver? resolver = null)
    {
        using var image = DiskFormats.BuiltIn.Open(source, new() { Diagnostics = findings, Resolver = resolver }, VhdFormat.Instance);
        image.Read(0, new byte[image.Length]);
        return Task.CompletedTask;
    }
}
