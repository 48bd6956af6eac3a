using OvfKit.Disks.Formats.Parallels;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;
using static OvfKit.Disks.Tests.Support.ParallelsBundle;

namespace OvfKit.Disks.Tests.Formats.Parallels;

public class ParallelsMutationTests
{
    private const string Other = "{11111111-2222-3333-4444-555555555555}";

    [Theory, InlineData(false, 1), InlineData(true, 20_000)]
    public void Damaged_expanding_files_are_refused_or_read(bool isOld, int seed)
    {
        var file = new ParallelsBuilder(700, 63) { IsOld = isOld, IsReversed = true }.With(Guest.Empty(700 * 512).Random(0, 5000).Random(100_000, 90_000).Random(300_000, 3000)).Build();
        var bytes = file.ToArray();
        var (read, refused) = Mutation.Run(seed, 12_000, ParallelsFormat.Instance, s => ByteSource.FromMemory(new Mutator(s).Mutate(bytes, (0, 64), (64, 48)), "damaged.hds"));

        Assert.True(read > 500, $"{read} were read");
        Assert.Superset(new HashSet<string> { "OVF6001", "OVF6601", "OVF6603", "OVF6604" }, refused.Keys.ToHashSet());
    }

    [Fact]
    public void Damaged_descriptors_are_refused_or_read()
    {
        var guest = Guest.Empty(1000 * 512).Random(0, 1000 * 512);
        var text = Text(
            1000, Storage(0, 600, (Base, "Compressed", "a"), (Other, "Compressed", "c")) + Storage(600, 1000, (Base, "Plain", "b"), (Other, "Compressed", "c")),
            $"<TopGUID>{Other}</TopGUID>" + Shot(Base, None) + Shot(Other, Base));
        var bundle = Of(text, ("a", new ParallelsBuilder(600, 64).With(guest).Build()), ("b", SparseBytes.Of(guest.Bytes.Bytes(600 * 512, 400 * 512))), ("c", new ParallelsBuilder(600, 64).Block(1, [1]).Build()));
        var (read, refused) = Mutation.Run(40_000, 5000, ParallelsFormat.Instance, seed =>
        {
            var bytes = bundle.ToArray();
            if (seed % 2 == 0)
                return ByteSource.FromMemory(new Mutator(seed).Mutate(bytes), "DiskDescriptor.xml");
            // Random bytes seldom make XML; other characters of its own do.
            var random = new Random(seed);
            bytes[random.Next(bytes.Length)] = "0123456789abc-{}<>/& \n"u8[random.Next(22)];
            return ByteSource.FromMemory(bytes, "DiskDescriptor.xml");
        }, bundle.Resolve);

        Assert.True(read > 100, $"{read} were read");
        Assert.Superset(new HashSet<string> { "OVF6001", "OVF6005", "OVF6601", "OVF6607", "OVF6609" }, refused.Keys.ToHashSet());
    }
}
