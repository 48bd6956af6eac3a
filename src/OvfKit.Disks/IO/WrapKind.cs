namespace OvfKit.IO;

/// <summary>The ways in which a whole file is compressed around its content.</summary>
public enum WrapKind : byte
{
    /// <summary>gzip (RFC 1952), one member or several.</summary>
    Gzip,

    /// <summary>bzip2, one stream or several.</summary>
    Bzip2,

    /// <summary>xz, one stream or several.</summary>
    Xz,

    /// <summary>Zstandard (RFC 8878), one frame or several.</summary>
    Zstd,

    /// <summary>A zip archive, which must hold a single file.</summary>
    Zip,
}
