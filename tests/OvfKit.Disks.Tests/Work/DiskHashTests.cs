using System.Security.Cryptography;
using OvfKit.Disks.Formats.Vhdx;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;
using OvfKit.Disks.Work;

namespace OvfKit.Disks.Tests.Work;

public class DiskHashTests
{
    public static TheoryData<string> Disks { get; } = [.. Guest.Names.Where(name => name != "sparse above 4 GiB")];

    [Theory, MemberData(nameof(Disks))]
    public async Task The_hash_is_that_of_the_guest_bytes_in_every_format(string name)
    {
        var guest = Guest.Make(name);
        var expected = SHA256.HashData(guest.Bytes.ToArray());
        using var raw = guest.OpenRaw();
        Assert.Equal(expected, await DiskHash.ComputeAsync(raw, HashAlgorithmName.SHA256, cancellationToken: TestContext.Current.CancellationToken));
        foreach (var format in (DiskFormat[])[VmdkFormat.Instance, VhdxFormat.Instance])
        {
            using var image = DiskFormats.BuiltIn.Open((await Written.WriteAsync(raw, format)).AsSource("disk"));
            Assert.Equal(expected, await DiskHash.ComputeAsync(image, HashAlgorithmName.SHA256, cancellationToken: TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Holes_are_hashed_without_being_read()
    {
        var guest = Guest.Empty(1 << 28).Random(1 << 27, 4096);
        using var image = guest.OpenRaw();
        await DiskHash.ComputeAsync(image, HashAlgorithmName.SHA1, cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(guest.Bytes.BytesRead, 4096, 2 << 20);
    }
}
