namespace OvfKit.Conversion;

/// <summary>How the listed files of a new package are stored (DSP0243 1.1.1, 7.1). Immutable.</summary>
/// <remarks>Many products read neither compressed nor chunked files; <see cref="Plain"/> is what all read.</remarks>
public sealed record FileStorage
{
    /// <summary>Every file in one piece, as it is.</summary>
    public static FileStorage Plain { get; } = new() { Compress = false, ChunkSize = 0 };

    /// <summary>Whether files are compressed with gzip; null keeps what is.</summary>
    public bool? Compress { get; init; }

    /// <summary>The most bytes of one chunk; 0 joins chunks, null keeps what is.</summary>
    public long? ChunkSize { get; init; }
}
