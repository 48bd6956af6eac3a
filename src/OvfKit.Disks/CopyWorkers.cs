using System.Diagnostics.CodeAnalysis;

namespace OvfKit.Disks;

/// <summary>The threads on which a copy reads and encodes. They are its own: in the thread pool a write would wait in line behind the reads.</summary>
/// <param name="most">How many threads there may be; they start when there is work for them.</param>
internal sealed class CopyWorkers(int most) : IDisposable
{
    // A monitor lets idle threads sleep at once, where the concurrent collections spin first: the cores belong to the copy.
    private readonly Queue<(Action Work, TaskCompletionSource Done)> _queue = [];
    private readonly List<Thread> _threads = [];
    private bool _ended;

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
        lock (_queue)
        {
            _queue.Enqueue((work, done));
            Monitor.Pulse(_queue);
        }

        return done.Task;
    }

    /// <summary>Ends the threads; what was given to them is done before.</summary>
    public void Dispose()
    {
        lock (_queue)
        {
            _ended = true;
            Monitor.PulseAll(_queue);
        }

        foreach (var thread in _threads)
            thread.Join();
    }

    private void Loop()
    {
        while (TryTake(out var work, out var done))
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

    private bool TryTake([NotNullWhen(true)] out Action? work, [NotNullWhen(true)] out TaskCompletionSource? done)
    {
        lock (_queue)
        {
            while (_queue.Count == 0 && !_ended)
                Monitor.Wait(_queue);
            var taken = _queue.TryDequeue(out var item);
            (work, done) = item;
            return taken;
        }
    }
}
