using System.Security.Cryptography;
using OvfKit.Packaging;
using OvfKit.Testing;

namespace OvfKit.Tests.Packaging;

public sealed class EntryStreamTests
{
    private static readonly byte[] Data = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Bytes_in_order_are_hashed(bool isArchive) => Check(isArchive, async stream =>
    {
        stream.Write(Data.AsSpan(0, 100));
        stream.WriteByte(Data[100]);
        await stream.WriteAsync(Data.AsMemory(101), TestContext.Current.CancellationToken);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_table_filled_in_at_the_end_is_hashed(bool isArchive) => Check(isArchive, async stream =>
    {
        stream.Write(new byte[1000]);
        stream.Write(Data.AsSpan(1000));
        stream.Position = 0;
        await stream.WriteAsync(Data.AsMemory(0, 1000), TestContext.Current.CancellationToken);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Pieces_in_any_order_and_cut_ends_are_hashed(bool isArchive) => Check(isArchive, stream =>
    {
        stream.Seek(2000, SeekOrigin.Begin);
        stream.Write(Data.AsSpan(2000));
        stream.Write(new byte[300]);
        stream.SetLength(Data.Length);
        stream.Seek(-Data.Length, SeekOrigin.End);
        stream.Write(Data.AsSpan(0, 2000));
        return Task.CompletedTask;
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Holes_are_hashed_as_zeros(bool isArchive)
    {
        var expected = new byte[4000];
        expected[1000] = 1;
        await Check(
            isArchive,
            stream =>
            {
                stream.Position = 1000;
                stream.WriteByte(1);
                stream.SetLength(4000);
                return Task.CompletedTask;
            },
            expected);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_cut_and_written_end_is_hashed(bool isArchive) => Check(isArchive, stream =>
    {
        stream.Write(new byte[Data.Length]);
        stream.SetLength(0);
        stream.Position = 0;
        stream.Write(Data);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task Without_algorithm_there_is_no_digest()
    {
        using var folder = new TempFolder();
        await using var sink = new OvaSink(folder["a.ova"]);
        await using var stream = sink.Create("a");
        stream.Write(Data);
        Assert.True((await stream.CompleteAsync(TestContext.Current.CancellationToken)).Digest.IsEmpty);
    }

    private static async Task Check(bool isArchive, Func<EntryStream, Task> write, byte[]? expected = null)
    {
        expected ??= Data;
        using var folder = new TempFolder();
        await using (PackageSink sink = isArchive ? new OvaSink(folder["out"]) : new FolderSink(folder["out"]))
        {
            await using var stream = sink.Create("a.ovf", ManifestAlgorithm.Sha256);
            await write(stream);
            var written = await stream.CompleteAsync(TestContext.Current.CancellationToken);
            Assert.Equal(expected.Length, written.Length);
            Assert.Equal(SHA256.HashData(expected), written.Digest.ToArray());
            await sink.CompleteAsync(TestContext.Current.CancellationToken);
        }

        using var store = PackageStore.Open(folder["out"]);
        var bytes = new byte[expected.Length];
        store.Entries[0].Open().ReadExactly(0, bytes);
        Assert.Equal(expected, bytes);
        Assert.Equal(expected.Length, store.Entries[0].Length);
    }
}
