using OvfKit.Disks.Formats.Raw;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Raw;

public class RawMutationTests
{
    [Fact]
    public void Any_bytes_are_a_raw_disk()
    {
        var bytes = Guest.Empty(20_000).Random(3000, 9000).Bytes.ToArray();
        var (read, _) = Mutation.Run(80_000, 20_000, RawFormat.Instance, seed =>
        {
            var damaged = new Mutator(seed).Mutate(bytes);
            using var image = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(damaged, "any.raw"), null, RawFormat.Instance);
            var expected = new byte[(damaged.Length + 511) / 512 * 512];
            damaged.CopyTo(expected, 0);
            Assert.True(DiskAssert.Bytes(image).AsSpan().SequenceEqual(expected), $"seed {seed}");
            return ByteSource.FromMemory(damaged, "any.raw");
        });

        Assert.Equal(20_000, read);
    }
}
