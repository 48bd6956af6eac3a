using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;

namespace OvfKit.Disks.Tests.IO;

public class PageCacheTests
{
    [Fact]
    public void Pages_that_share_a_slot_are_not_mixed_up()
    {
        var bytes = SparseBytes.Of(Enumerable.Range(0, 6400).Select(i => (byte)(i / 100)).ToArray());
        var cache = new PageCache(bytes.AsSource("table"), slots: 4);
        foreach (var page in (int[])[0, 4, 0, 8, 63, 59, 63, 1])
            Assert.Equal(Enumerable.Repeat((byte)page, 100), cache.Get(page, page * 100, 100));
    }

    [Fact]
    public void A_page_is_read_once_while_it_stays()
    {
        var bytes = SparseBytes.Of(new byte[6400]);
        var cache = new PageCache(bytes.AsSource("table"), slots: 4);
        for (var i = 0; i < 10; i++)
        {
            cache.Get(1, 100, 100);
            cache.Get(2, 200, 100);
        }

        Assert.Equal(200, bytes.BytesRead);
        cache.Get(5, 500, 100);
        cache.Get(1, 100, 100);
        Assert.Equal(400, bytes.BytesRead);
    }

    [Fact]
    public async Task Many_threads_get_the_right_pages()
    {
        var bytes = SparseBytes.Of(Enumerable.Range(0, 6400).Select(i => (byte)(i / 100)).ToArray());
        var cache = new PageCache(bytes.AsSource("table"), slots: 3);
        await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, (thread, _) =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 2000; i++)
            {
                var page = random.Next(64);
                Assert.Equal(page, cache.Get(page, page * 100, 100)[random.Next(100)]);
            }

            return default;
        });
    }

    [Fact]
    public void Holes_and_zeros_share_one_page_and_holes_are_not_read()
    {
        const int size = 4096;
        var bytes = new SparseBytes();
        bytes.SetLength(10 * size);
        bytes.Write(3 * size, new byte[size]);
        bytes.Write(5 * size, [7]);
        var cache = new PageCache(bytes.AsSource("table"), slots: 10, page => page[0]++);

        var hole = cache.Get(0, 0, size);
        Assert.Equal(new byte[size], hole);
        Assert.Same(hole, cache.Get(9, 9 * size, size));
        Assert.Equal(0, bytes.BytesRead);
        Assert.Same(hole, cache.Get(3, 3 * size, size));
        Assert.Equal(8, cache.Get(5, 5 * size, size)[0]);
        Assert.Equal(8, cache.Get(5, 5 * size, size)[0]);
    }

    [Fact]
    public void Missing_bytes_are_no_hole()
    {
        var bytes = new SparseBytes();
        bytes.SetLength(1050);
        var cache = new PageCache(bytes.AsSource("table"), slots: 4);
        cache.Get(0, 0, 100);

        Assert.Same(DiskDiagnostics.Truncated, Assert.Throws<InvalidContentException>(() => cache.Get(10, 1000, 100)).Diagnostic.Descriptor);
    }
}
