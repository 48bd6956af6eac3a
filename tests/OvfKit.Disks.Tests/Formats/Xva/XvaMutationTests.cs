using OvfKit.Disks.Formats.Xva;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Xva;

public class XvaMutationTests
{
    [Fact]
    public void Damaged_archives_are_refused_or_read()
    {
        var bytes = new XvaBuilder { HasShortEnd = true }.With(Guest.Empty(3000).Random(0, 3000)).Build().ToArray();
        var block = (int)XvaBuilder.Find(SparseBytes.Of(bytes), "Ref:7/00000000");
        var (read, refused) = Mutation.Run(1, 12_000, XvaFormat.Instance, seed => ByteSource.FromMemory(
            Seal(new Mutator(seed).Mutate(bytes, (block - 512, 160), (block + 3072, 512), (512, block - 1024)), seed, block - 512, block + 3072), "damaged.xva"));

        Assert.True(read > 500, $"{read} were read");
        Assert.Superset(new HashSet<string> { "OVF6001", "OVF6701", "OVF6702", "OVF6704" }, refused.Keys.ToHashSet());
    }

    [Fact]
    public void Damaged_lists_and_descriptions_are_refused_or_read()
    {
        var file = new XvaBuilder { HasShortEnd = true, HasList = true }.With(Guest.Empty(1024).Random(0, 1024)).Build();
        var bytes = file.ToArray();
        var list = (int)XvaBuilder.Find(file, "checksum.xml");
        var (read, refused) = Mutation.Run(20_000, 8000, XvaFormat.Instance, seed =>
        {
            var damaged = bytes.ToArray();
            var random = new Random(seed);
            var at = seed % 2 == 0 ? 512 + random.Next(700) : list + random.Next(200);
            damaged[at] = "0123456789abc-{}<>/& \n"u8[random.Next(22)];
            return ByteSource.FromMemory(damaged, "damaged.xva");
        });

        Assert.True(read > 1000, $"{read} were read");
        Assert.Superset(new HashSet<string> { "OVF6702", "OVF6704" }, refused.Keys.ToHashSet());
    }

    // Checksums hide most of the code from damage, so most headers get theirs mended.
    private static byte[] Seal(byte[] bytes, int seed, params int[] headers)
    {
        foreach (var at in headers.Where(at => seed % 4 != 0 && at + 512 <= bytes.Length))
        {
            bytes.AsSpan(at + 148, 8).Fill((byte)' ');
            var sum = bytes.AsSpan(at, 512).ToArray().Sum(value => value);
            System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(bytes, at + 148);
        }

        return bytes;
    }
}
