namespace OvfKit.IO;

/// <summary>An output that wants to know where its holes are, because it does more with its bytes than store them.</summary>
public interface ISparseOutput
{
    /// <summary>Goes forward and leaves a hole, which reads as zeros and is not written to later.</summary>
    /// <param name="position">Where to go on, in bytes from the beginning; not before the current position.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="IOException">The output cannot be written.</exception>
    ValueTask SkipAsync(long position, CancellationToken cancellationToken = default);
}
