using OvfKit.Diagnostics;
using OvfKit.Disks.Work;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Support;

/// <summary>Opens damaged images: whatever the bytes, only documented failures may leave, at bounded cost.</summary>
public static class Mutation
{
    private const long MostAllocated = 64 << 20;
    private const int MostRead = 2 << 20;

    /// <summary>Tries one damaged image for each seed.</summary>
    /// <returns>How many were read to the end, and how many were refused with which code.</returns>
    public static (int Read, Dictionary<string, int> Refused) Run(int firstSeed, int count, DiskFormat format, Func<int, ByteSource> damage, ReferenceResolver? resolver = null, bool recover = false)
    {
        var read = 0;
        var refused = new Dictionary<string, int>();
        var buffer = new byte[1 << 18];
        for (var seed = firstSeed; seed < firstSeed + count; seed++)
        {
            var source = damage(seed);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Walk(source, format, new() { Resolver = resolver, Diagnostics = new(), Recover = recover }, buffer);
                read++;
            }
            catch (OvfKitException exception)
            {
                Assert.True(exception is InvalidContentException or UnsupportedContentException, $"seed {seed}: {exception}");
                Assert.True(exception.Diagnostic.Location.File.Length > 0, $"seed {seed}: no file in {exception.Diagnostic}");
                refused[exception.Diagnostic.Id] = refused.GetValueOrDefault(exception.Diagnostic.Id) + 1;
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}: {exception}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MostAllocated, $"seed {seed}: {allocated} bytes were allocated for a file of {source.Length}");
        }

        return (read, refused);
    }

    private static void Walk(ByteSource source, DiskFormat format, DiskOpenOptions options, byte[] buffer)
    {
        DiskFormats.BuiltIn.Detect(source);
        using var image = DiskFormats.BuiltIn.Open(source, options, format);
        var (next, count) = (0L, 0L);
        foreach (var extent in image.Extents())
        {
            Assert.Equal(next, extent.Offset);
            next = extent.End;
            Assert.True(++count <= source.Length + 1000, "the extents do not end");
            if (extent.Kind == RunKind.Zero && count < 100)
            {
                var zeros = buffer.AsSpan(0, (int)Math.Min(extent.Length, 4096));
                image.Read(extent.End - zeros.Length, zeros);
                Assert.False(zeros.ContainsAnyExcept((byte)0), "an extent of zeros holds data");
            }
        }

        Assert.Equal(image.Length, next);
        for (var offset = 0L; offset < Math.Min(image.Length, MostRead); offset += buffer.Length)
            image.Read(offset, buffer.AsSpan(0, (int)Math.Min(buffer.Length, image.Length - offset)));
        var tail = buffer.AsSpan(0, (int)Math.Min(image.Length, 4096));
        image.Read(image.Length - tail.Length, tail);
        image.CheckTables(new DiagnosticBag());
        PartitionCheck.Run(image, new DiagnosticBag());
        Assert.Equal(image.Properties.Count, image.Properties.DistinctBy(property => property.Key, StringComparer.OrdinalIgnoreCase).Count());
    }

    /// <summary>Damages only the pages of a file that hold something, so that a file of many MiB is damaged where it matters.</summary>
    /// <param name="file">The sound file.</param>
    /// <param name="hotspots">The places that matter most, as offsets in the file.</param>
    public static Func<int, SparseBytes> Pages(SparseBytes file, params (long Offset, int Length)[] hotspots)
    {
        var pages = file.Data().Where(page => file.Bytes(page.Offset, (int)page.Length).AsSpan().ContainsAnyExcept((byte)0)).ToArray();
        var packed = pages.SelectMany(page => file.Bytes(page.Offset, (int)page.Length)).ToArray();
        var starts = pages.Select((page, i) => (page.Offset, Packed: pages.Take(i).Sum(p => p.Length))).ToList();
        var places = hotspots.Select(spot => starts.Last(start => start.Offset <= spot.Offset) is var start
            ? ((int)(start.Packed + spot.Offset - start.Offset), spot.Length)
            : default).ToArray();
        return seed =>
        {
            var damaged = new Mutator(seed).Mutate(packed, places);
            var target = new SparseBytes();
            var at = 0;
            foreach (var page in pages)
            {
                var length = (int)Math.Min(page.Length, damaged.Length - at);
                target.Write(page.Offset, damaged.AsSpan(at, length));
                at += length;
                if (length < page.Length)
                    return target;
            }

            target.SetLength(file.Length);
            target.Write(file.Length, damaged.AsSpan(at));
            return target;
        };
    }
}
