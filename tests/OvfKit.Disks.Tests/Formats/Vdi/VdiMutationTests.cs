using OvfKit.Disks.Formats.Vdi;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Vdi;

public class VdiMutationTests
{
    [Fact]
    public void Damaged_images_are_refused_or_read() => Run(
        130_000, 12_000, new VdiBuilder(70_000, blockSize: 4096) { BlockExtra = 512 }.With(Guest.Empty(70_000).Random(0, 5000).Random(30_000, 9000).Random(69_000, 1000), 3).Build());

    [Fact]
    public void Damaged_children_are_refused_or_read()
    {
        var parent = Parent();
        Run(150_000, 8000, new VdiBuilder(70_000, 4, 4096) { LinkId = parent.Id, ParentModifyId = parent.ModifyId }.Block(2, [1, 2]).Block(9, new byte[4096]).Entry(4, uint.MaxValue - 1).Build(), "OVF6405");
    }

    private static void Run(int seed, int count, SparseBytes file, params string[] more)
    {
        var parent = Parent().Build();
        var damage = Mutation.Pages(file, (64, 24), (340, 52), (392, 80), (512, 80));
        var (read, refused) = Mutation.Run(seed, count, VdiFormat.Instance, s => damage(s).AsSource("damaged.vdi"), (in _) => parent.AsSource("parent.vdi"));

        Assert.True(read > count / 20, $"{read} were read");
        Assert.Superset(new HashSet<string>(more) { "OVF6001", "OVF6401", "OVF6402", "OVF6403", "OVF6404" }, refused.Keys.ToHashSet());
    }

    private static VdiBuilder Parent() => new VdiBuilder(70_000, blockSize: 4096) { Id = new("99998888-7777-6666-5555-444433332222") }.With(Guest.Empty(70_000).Random(8000, 10_000));
}
