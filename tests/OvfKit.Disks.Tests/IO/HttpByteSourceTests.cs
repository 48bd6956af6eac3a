using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.IO;

public sealed class HttpByteSourceTests : IDisposable
{
    private const int Length = 10_000_019;
    private readonly TempFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly byte[] _content = new byte[Length];
    private readonly RangeServer _server;

    public HttpByteSourceTests()
    {
        new Random(5).NextBytes(_content);
        File.WriteAllBytes(_folder["file.bin"], _content);
        _server = new RangeServer(_folder["file.bin"]);
    }

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Only_what_is_read_is_transferred()
    {
        using var source = await OpenAsync();
        Assert.Equal(Length, source.Length);
        var tail = new byte[100];
        source.ReadExactly(Length - 100, tail);
        Assert.Equal(_content[^100..], tail);
        Assert.InRange(_server.Sent, 100, 200_000);
        Assert.Equal(0, source.Read(Length, tail));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 20)]
    public async Task A_read_that_waits_for_a_silent_server_can_be_cancelled(int sent)
    {
        using var stop = new CancellationTokenSource();
        using var source = await HttpByteSource.OpenAsync(_server.Address, _client, null, stop.Token);
        _server.StallsAfter = _server.Sent + sent;
        var reading = Task.Run(() => source.ReadExactly(1 << 20, new byte[4 << 20]), TestContext.Current.CancellationToken);
        while (_server.Requests < 2 || _server.Sent < _server.StallsAfter)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(2, _server.Requests);
    }

    [Fact]
    public async Task Any_reads_give_the_bytes_of_the_file()
    {
        using var source = await OpenAsync();
        Parallel.For(0, 40, seed =>
        {
            var random = new Random(seed);
            var offset = random.Next(Length);
            var read = new byte[random.Next(1, 1 << (1 + (seed % 20)))];
            var count = source.Read(offset, read);
            Assert.Equal(Math.Min(read.Length, Length - offset), count);
            Assert.True(_content.AsSpan(offset, count).SequenceEqual(read.AsSpan(0, count)));
        });
    }

    [Fact]
    public async Task Two_who_read_the_same_at_the_same_time_have_it_sent_once()
    {
        using var source = await OpenAsync();
        Parallel.For(0, 4, _ =>
        {
            var piece = new byte[100_000];
            for (var offset = 0; offset < Length; offset += piece.Length)
            {
                var count = source.Read(offset, piece);
                Assert.True(_content.AsSpan(offset, count).SequenceEqual(piece.AsSpan(0, count)));
            }
        });
        Assert.Equal(Length, _server.Sent);
    }

    [Fact]
    public async Task Reading_on_takes_few_requests_and_no_byte_twice()
    {
        using var source = await OpenAsync();
        using var copy = new MemoryStream();
        await source.AsStream().CopyToAsync(copy, 5000, TestContext.Current.CancellationToken);
        Assert.Equal(_content, copy.ToArray());
        Assert.Equal(Length, _server.Sent);
        Assert.InRange(_server.Requests, 1, 20);
    }

    [Fact]
    public async Task Passing_failures_are_retried()
    {
        _server.RefuseNext = 2;
        using var source = await OpenAsync();
        _server.RefuseNext = 1;
        _server.BreakNext = 2;
        var read = new byte[300_000];
        source.ReadExactly(1_000_000, read);
        Assert.True(_content.AsSpan(1_000_000, read.Length).SequenceEqual(read));

        _server.RefuseNext = 100;
        var failure = Assert.Throws<IOException>(() => source.ReadExactly(5_000_000, read));
        Assert.Contains("file.bin", failure.Message, StringComparison.Ordinal);
        Assert.Contains("503", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OVF6090_a_server_without_ranges_has_the_file_copied_once()
    {
        _server.GivesRanges = false;
        _server.BreakNext = 1;
        var found = new DiagnosticBag();
        using var source = await OpenAsync(found);
        var read = new byte[Length];
        source.ReadExactly(0, read);
        source.ReadExactly(0, read);
        Assert.Equal(_content, read);
        Assert.Equal(2, _server.Requests);
        Assert.Contains(found, one => one.Descriptor == HttpDiagnostics.RangesRefused);
    }

    [Fact]
    public async Task OVF6091_a_file_that_changes_is_not_mixed_with_another()
    {
        using var source = await OpenAsync();
        _server.Tag = "\"two\"";
        var failure = Assert.Throws<InvalidContentException>(() => source.ReadExactly(5_000_000, new byte[10]));
        Assert.Equal(HttpDiagnostics.Changed.Id, failure.Diagnostic.Id);
    }

    private Task<ByteSource> OpenAsync(DiagnosticBag? found = null) =>
        HttpByteSource.OpenAsync(_server.Address, _client, new HttpOptions { FirstPause = TimeSpan.Zero, Diagnostics = found }, TestContext.Current.CancellationToken);
}
