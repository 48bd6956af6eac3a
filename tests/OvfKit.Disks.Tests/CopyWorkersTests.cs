namespace OvfKit.Disks.Tests;

public class CopyWorkersTests
{
    [Fact]
    public async Task Work_runs_on_at_most_so_many_threads_outside_the_pool()
    {
        using var workers = new CopyWorkers(3);
        var threads = new HashSet<Thread>();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => workers.Run(() =>
        {
            lock (threads)
                threads.Add(Thread.CurrentThread);
        })));

        Assert.InRange(threads.Count, 1, 3);
        Assert.DoesNotContain(threads, thread => thread.IsThreadPoolThread);
    }

    [Fact]
    public async Task A_failure_belongs_to_the_work_that_failed()
    {
        using var workers = new CopyWorkers(1);
        var failing = workers.Run(() => throw new IOException("here"));
        var following = workers.Run(() => { });

        Assert.Equal("here", (await Assert.ThrowsAsync<IOException>(() => failing)).Message);
        await following;
    }

    [Fact]
    public void Disposing_waits_for_what_was_given()
    {
        var done = 0;
        using (var workers = new CopyWorkers(2))
        {
            for (var i = 0; i < 20; i++)
                _ = workers.Run(() => Interlocked.Increment(ref done));
        }

        Assert.Equal(20, done);
    }
}
