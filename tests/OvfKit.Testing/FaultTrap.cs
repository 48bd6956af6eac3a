using OvfKit.Diagnostics;
using OvfKit.IO;
using Xunit;

namespace OvfKit.Testing;

/// <summary>What can happen to a source while it is read.</summary>
public enum SourceFault
{
    /// <summary>A read throws an <see cref="IOException"/>.</summary>
    Fails,

    /// <summary>The bytes are gone, as of a file that was truncated.</summary>
    EndsEarly,

    /// <summary>The user cancels.</summary>
    IsCancelled,
}

/// <summary>Lets something happen at one read of a source.</summary>
/// <param name="fault">What happens.</param>
/// <param name="at">The number of the read, from 0, counted from when the trap is set.</param>
public sealed class FaultTrap(SourceFault fault, int at) : IDisposable
{
    private const string Message = "the source is gone";
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private int _reads = -1;

    /// <summary>Whether reads count already.</summary>
    public bool IsSet { get; set; }

    /// <summary>Whether it has happened.</summary>
    public bool HasSprung { get; private set; }

    /// <summary>The token to work with.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>The source with the trap in it.</summary>
    public ByteSource Over(ByteSource source) => new FaultySource(source, _ => Before());

    /// <summary>Fails unless the exception is what the fault should lead to.</summary>
    public void Check(Exception? failure)
    {
        Assert.True(HasSprung);
        switch (fault)
        {
            case SourceFault.Fails:
                Assert.Equal(Message, Assert.IsType<IOException>(failure, exactMatch: false).Message);
                break;
            case SourceFault.EndsEarly:
                Assert.IsType<OvfKitException>(failure, exactMatch: false);
                break;
            default:
                Assert.IsType<OperationCanceledException>(failure, exactMatch: false);
                break;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private bool Before()
    {
        if (!IsSet || Interlocked.Increment(ref _reads) < at)
            return true;
        HasSprung = true;
        if (fault == SourceFault.IsCancelled)
            _stop.Cancel();
        return fault switch
        {
            SourceFault.Fails => throw new IOException(Message),
            SourceFault.EndsEarly => false,
            _ => true,
        };
    }
}
