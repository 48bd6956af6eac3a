using System.Buffers.Binary;
using OvfKit.Diagnostics;

namespace OvfKit.IO;

/// <summary>A member of a zip archive, as the archive's directory describes it. Thread-safe; reads through the archive, which must outlive it.</summary>
public sealed class ZipMember
{
    private const int LocalHeaderSize = 30;
    private const uint LocalHeaderMark = 0x04034B50;

    private readonly ByteSource _archive;

    internal ZipMember(ByteSource archive, string name) => (_archive, Name) = (archive, name);

    /// <summary>The name as the archive has it, which may be unsafe as a path.</summary>
    public string Name { get; }

    /// <summary>The length in bytes when unpacked, as the directory states it.</summary>
    public long Length { get; internal init; }

    /// <summary>The length in bytes inside the archive.</summary>
    public long PackedLength { get; internal init; }

    /// <summary>Where the member's header stands in the archive, in bytes.</summary>
    public long Offset { get; internal init; }

    /// <summary>True where the content cannot be read without a password.</summary>
    public bool IsEncrypted { get; internal init; }

    /// <summary>True for a symbolic link, whose content is the path it leads to.</summary>
    public bool IsLink { get; internal init; }

    internal ushort Method { get; init; }

    internal uint Checksum { get; init; }

    /// <summary>The content: of a stored member a view of the archive, else unpacked into a temporary file, which is gone when the answer is disposed.</summary>
    /// <param name="options">Where to unpack, and the limits; null for the defaults.</param>
    /// <returns>The content, named <c>archive!member</c>; owned by the caller. The checksum of a stored member is not looked at.</returns>
    /// <exception cref="InvalidContentException">The member is damaged (<c>OVF6020</c>) or unpacks to too much (<c>OVF6021</c>).</exception>
    /// <exception cref="UnsupportedContentException">The member is encrypted, or packed in an unknown way (<c>OVF6023</c>).</exception>
    /// <exception cref="IOException">The archive cannot be read or the temporary file not be written.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ByteSource Open(UnwrapOptions? options = null) =>
        Method == 0 ? Packed($"{_archive.Name}!{Name}").Bytes : Wrapping.Unpack(this, options ?? UnwrapOptions.Default);

    internal ByteSource Archive => _archive;

    /// <summary>The bytes of the member as they stand in the archive, and where they begin there.</summary>
    internal (ByteSource Bytes, long Start) Packed(string? name = null)
    {
        if (IsEncrypted)
            throw WrapDiagnostics.UnknownMethod.Unsupported(Location.AtOffset(_archive.Name, Offset), $"\"{Name}\" is encrypted; unpack the archive with its password and try again");
        Span<byte> header = stackalloc byte[LocalHeaderSize];
        if (_archive.Read(Offset, header) < LocalHeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalHeaderMark)
            throw Damaged($"where the directory says that \"{Name}\" begins is no header");
        var start = Offset + LocalHeaderSize + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (PackedLength > _archive.Length - start)
            throw Damaged($"\"{Name}\" has {PackedLength} bytes by the directory, which reach past the end of the archive");
        if (Method == 0 && PackedLength != Length)
            throw Damaged($"\"{Name}\" is stored as it is, but the directory gives it two lengths, {PackedLength} and {Length}");
        return (_archive.Slice(start, PackedLength, name), start);
    }

    private InvalidContentException Damaged(string what) =>
        WrapDiagnostics.Damaged.Invalid(Location.AtOffset(_archive.Name, Offset), $"{what}; copy or download the archive again");
}
