using OvfKit.Disks.Formats.Vhd;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Vhd;

public class VhdMutationTests
{
    private static readonly Guid ParentId = new("99998888-7777-6666-5555-444433332222");

    [Fact]
    public void Damaged_dynamic_disks_are_refused_or_read() => Run(
        80_000, 10_000, new VhdBuilder(70_000, 3, 4096).With(Guest.Empty(70_000).Random(0, 5000).Random(30_000, 9000).Random(69_000, 1000)).Build(), ["OVF6201", "OVF6204", "OVF6205", "OVF6206"]);

    [Fact]
    public void Damaged_children_are_refused_or_read() => Run(
        100_000, 8000,
        new VhdBuilder(70_000, 4, 4096) { ParentName = "parent.vhd" }.Of(ParentId, ("W2ru", @".\parent.vhd"), ("MacX", "file:///parent.vhd")).Block(2, new byte[4096], sector => sector % 3 == 0).Block(9, new byte[4096])
            .With(Guest.Empty(70_000).Fill(40_000, 20_000, 3)).Build(),
        ["OVF6201", "OVF6204", "OVF6205", "OVF6206", "OVF6207"]);

    [Fact]
    public void Damaged_fixed_disks_are_refused_or_read() => Run(120_000, 2000, new VhdBuilder(8192, 2).With(Guest.Empty(8192).Random(0, 8192)).Build(), ["OVF6201", "OVF6203"]);

    // Checksums hide most of the code from damage, so three of four images get theirs mended.
    private static void Run(int seed, int count, SparseBytes file, string[] expected)
    {
        var parent = new VhdBuilder(70_000, 3, 4096) { Id = ParentId }.With(Guest.Empty(70_000).Random(8000, 10_000)).Build();
        var damage = Mutation.Pages(file, (0, 88), (VhdBuilder.Header, 60), (VhdBuilder.Header + 576, 48), (VhdBuilder.Table, 80), (file.Length - 512, 88));
        var (read, refused) = Mutation.Run(
            seed, count, VhdFormat.Instance,
            s =>
            {
                var damaged = damage(s);
                if (s % 4 != 0 && damaged.Length >= 4096)
                {
                    VhdBuilder.Seal(damaged, damaged.Length - 512, 512);
                    if (file.Length > 9000)
                    {
                        VhdBuilder.Seal(damaged, 0, 512);
                        VhdBuilder.Seal(damaged, VhdBuilder.Header, 1024);
                    }
                }

                return damaged.AsSource("damaged.vhd");
            },
            (in _) => parent.AsSource("parent.vhd"));

        Assert.True(read > count / 20, $"{read} were read");
        Assert.Superset(expected.ToHashSet(), refused.Keys.ToHashSet());
    }
}
