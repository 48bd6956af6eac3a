using System.Buffers.Binary;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;

namespace OvfKit.Disks.Tests.IO;

public class PagedTableTests
{
    private const int Count = 40_000;
    private const int Offset = 24;

    [Theory, InlineData(true), InlineData(false)]
    public void Entries_are_read_in_their_byte_order(bool isBigEndian)
    {
        var bytes = new byte[Offset + (Count * sizeof(ulong))];
        for (var i = 0; i < Count; i++)
        {
            var entry = bytes.AsSpan(Offset + (i * sizeof(ulong)));
            if (isBigEndian)
                BinaryPrimitives.WriteUInt64BigEndian(entry, 3UL * (ulong)i);
            else
                BinaryPrimitives.WriteUInt64LittleEndian(entry, 3UL * (ulong)i);
        }

        var table = new PagedTable<ulong>(SparseBytes.Of(bytes).AsSource("table"), Offset, Count, isBigEndian);
        foreach (var i in (int[])[0, 1, PagedTable<ulong>.EntriesPerPage - 1, PagedTable<ulong>.EntriesPerPage, Count - 1, 0])
            Assert.Equal(3UL * (ulong)i, table[i]);
        Assert.Equal(Offset + (100 * sizeof(ulong)), table.OffsetOf(100));
    }

    [Fact]
    public void The_rest_of_a_page_ends_with_the_page_or_the_table()
    {
        var table = new PagedTable<uint>(SparseBytes.Of(new byte[Offset + (Count * sizeof(uint)) + 1000]).AsSource("table"), Offset, Count);

        Assert.Equal(PagedTable<uint>.EntriesPerPage - 5, table.RestOfPage(5).Length);
        Assert.Equal(1, table.RestOfPage(PagedTable<uint>.EntriesPerPage - 1).Length);
        Assert.Equal(Count % PagedTable<uint>.EntriesPerPage, table.RestOfPage(Count / PagedTable<uint>.EntriesPerPage * PagedTable<uint>.EntriesPerPage).Length);
        Assert.Equal(1, table.RestOfPage(Count - 1).Length);
    }

    [Fact]
    public void Tables_up_to_one_size_are_searched_when_they_are_opened()
    {
        var source = new SparseBytes().AsSource("table");

        Assert.True(new PagedTable<uint>(source, 0, 4 << 20).IsSearchedOnOpening);
        Assert.False(new PagedTable<uint>(source, 0, (4 << 20) + 1).IsSearchedOnOpening);
        Assert.False(new PagedTable<ulong>(source, 0, (2 << 20) + 1).IsSearchedOnOpening);
    }
}
