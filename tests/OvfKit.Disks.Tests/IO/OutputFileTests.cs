using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.IO;

public class OutputFileTests
{
    [Fact]
    public async Task Writes_are_done_when_they_return()
    {
        using var folder = new TempFolder();
        await using (var file = new OutputFile(folder["a"]))
        {
            var first = file.WriteAsync("0123456789"u8.ToArray(), TestContext.Current.CancellationToken);
            Assert.True(first.IsCompletedSuccessfully);
            await first;
            file.Position = 2;
#pragma warning disable CA1835 // The older overload must do the same.
            await file.WriteAsync("-ab-"u8.ToArray(), 1, 2, TestContext.Current.CancellationToken);
#pragma warning restore CA1835
            Assert.Equal(4, file.Position);
        }

        Assert.Equal("01ab456789", await File.ReadAllTextAsync(folder["a"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_cancelled_write_writes_nothing()
    {
        using var folder = new TempFolder();
        await using var file = new OutputFile(folder["a"]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await file.WriteAsync(new byte[5], new CancellationToken(true)));
        Assert.Equal(0, file.Length);
    }

    [Fact]
    public void A_file_that_exists_is_not_replaced()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a"], "kept");

        Assert.Throws<IOException>(() => new OutputFile(folder["a"]));
        Assert.Equal("kept", File.ReadAllText(folder["a"]));
    }
}
