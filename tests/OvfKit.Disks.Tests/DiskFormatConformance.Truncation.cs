using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests;

/// <content>A cut image fails or gives the truth; it never gives something else.</content>
public abstract partial class DiskFormatConformance
{
    public static TheoryData<string> CutDisks { get; } = ["odd sectors", "one sector", "last sector only", "below a block"];

    /// <summary>Every length at which a structure begins or ends, as far as the format knows; others are tried as well.</summary>
    protected virtual IEnumerable<long> Borders(SparseBytes file) => Enumerable.Range(0, (int)(file.Length / 512)).Select(sector => sector * 512L);

    [Theory, MemberData(nameof(CutDisks))]
    public async Task A_cut_image_fails_or_gives_the_truth(string name)
    {
        var guest = Guest.Make(name);
        var file = await WriteAsync(guest);
        var random = new Random(11);
        var lengths = Borders(file).SelectMany(border => (long[])[border - 1, border, border + 1])
            .Concat(Enumerable.Range(1, 40).Select(back => file.Length - back))
            .Concat(Enumerable.Range(0, 40).Select(_ => random.NextInt64(file.Length)))
            .Where(length => length >= 0 && length < file.Length)
            .Distinct();

        var noticed = 0;
        foreach (var length in lengths)
        {
            if (!NoticesTruncation)
            {
                AssertPrefix(guest, file.Clone(length));
                continue;
            }

            var outcome = Outcome(() => ReadAll(file.Clone(length)), guest);
            noticed += outcome;
            Assert.Equal(outcome, await OutcomeAsync(() => CopyAllAsync(file.Clone(length)), guest, length));
        }

        Assert.True(!NoticesTruncation || noticed > 10, $"only {noticed} cuts were noticed");
    }

    private static int Outcome(Func<(long Length, byte[] Bytes)> read, Guest guest)
    {
        try
        {
            Assert.True(read().Bytes.AsSpan().SequenceEqual(guest.Bytes.ToArray()), "a cut image gave wrong data");
            return 0;
        }
        catch (Exception exception) when (exception is InvalidContentException or UnsupportedContentException)
        {
            return 1;
        }
    }

    private static async Task<int> OutcomeAsync(Func<Task<SparseBytes>> copy, Guest guest, long length)
    {
        try
        {
            Assert.True((await copy()).SameAs(guest.Bytes), $"an image cut to {length} bytes was copied into something else");
            return 0;
        }
        catch (Exception exception) when (exception is InvalidContentException or UnsupportedContentException)
        {
            return 1;
        }
    }

    private (long Length, byte[] Bytes) ReadAll(SparseBytes file)
    {
        using var image = Open(file);
        return (image.Length, DiskAssert.Bytes(image));
    }

    private async Task<SparseBytes> CopyAllAsync(SparseBytes file)
    {
        using var image = Open(file);
        return await Written.WriteAsync(image, DiskFormats.BuiltIn.Find("raw")!);
    }

    private void AssertPrefix(Guest guest, SparseBytes cut)
    {
        var findings = new DiagnosticBag();
        using var image = Open(cut, findings);
        var expected = new byte[(cut.Length + 511) / 512 * 512];
        guest.Bytes.Bytes(0, (int)cut.Length).CopyTo(expected, 0);
        Assert.Equal(expected, DiskAssert.Bytes(image));
        Assert.Equal(cut.Length % 512 != 0, findings.Any(finding => finding.Descriptor == DiskDiagnostics.PartialSector));
    }
}
