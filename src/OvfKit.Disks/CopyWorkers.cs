using System.Collections.Concurrent;

namespace OvfKit.Disks;

/// <summary>The threads on which a copy reads and encodes. They are its own: in the thread pool a write would wait in line behind the reads.</summary>
/// <param name="most">How many threads there may be; they start when there is work for them.</param>
internal sealed class CopyWorkers(int most) : IDisposable
{
    private readonly BlockingCollection<(Action Work, TaskCompletionSource Done)> _queue = [];
    private readonly List<Thread> _threads = [];

    /// <summary>Has a thread do some work. One caller at a time.</summary>
    /// <returns>Completes with the work, or fails as it did.</returns>
    public Task Run(Action work)
    {
        if (_threads.Count < most)
        {
            var thread = new Thread(Loop) { IsBackground = true, Name = "disk copy" };
            _threads.Add(thread);
            thread.Start();
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add((work, done));
        return done.Task;
    }

    /// <summary>Ends the threads; what was given to them is done before.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        foreach (var thread in _threads)
            thread.Join();
        _queue.Dispose();
    }

    private void Loop()
    {
        foreach (var (work, done) in _queue.GetConsumingEnumerable())
        {
            try
            {
                work();
                done.SetResult();
            }
#pragma warning disable CA1031 // Whatever stops the work is thrown where its result is awaited.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                done.SetException(exception);
            }
        }
    }
}
