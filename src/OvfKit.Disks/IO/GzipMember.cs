using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace OvfKit.IO;

/// <summary>Unpacks one gzip member (RFC 1952) and verifies its checksum and length; <see cref="GZipStream"/> takes a cut file for a whole one.</summary>
internal sealed class GzipMember : ForwardStream
{
    private const int HasChecksum = 2, HasExtra = 4, HasName = 8, HasComment = 16;
    private const int TrailerSize = 8;

    private readonly Stream _packed;
    private readonly InflaterInput _input;
    private readonly DeflateStream _deflate;
    private readonly Crc32 _checksum = new();
    private uint _length;
    private bool _ended;

    /// <exception cref="InvalidDataException">The header makes no sense.</exception>
    /// <exception cref="EndOfStreamException">The header is cut off.</exception>
    public GzipMember(Stream packed)
    {
        _packed = packed;
        Span<byte> head = stackalloc byte[10];
        packed.ReadExactly(head);
        if (!head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]) || (head[3] & 0xE0) != 0)
            throw new InvalidDataException("what follows is no gzip member");
        if ((head[3] & HasExtra) != 0)
        {
            packed.ReadExactly(head[..2]);
            packed.Position += BinaryPrimitives.ReadUInt16LittleEndian(head);
        }

        for (var texts = ((head[3] & HasName) != 0 ? 1 : 0) + ((head[3] & HasComment) != 0 ? 1 : 0); texts > 0; texts--)
            SkipText();
        if ((head[3] & HasChecksum) != 0)
            packed.ReadExactly(head[..2]);
        _input = new InflaterInput(packed);
        _deflate = new DeflateStream(_input, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_ended)
            return 0;
        var read = _deflate.Read(buffer);
        _checksum.Append(buffer[..read]);
        _length += (uint)read;
        if (read == 0 && !buffer.IsEmpty)
            CheckTrailer();
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _deflate.Dispose();
        base.Dispose(disposing);
    }

    // The inflater does not tell where it ended, only that it was within the last bytes it got. There the trailer must be, which is known by now.
    private void CheckTrailer()
    {
        Span<byte> trailer = stackalloc byte[TrailerSize];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);

        var last = new byte[_packed.Position - _input.LastStart + TrailerSize];
        _packed.Position = _input.LastStart;
        var read = _packed.ReadAtLeast(last, last.Length, throwOnEndOfStream: false);
        var found = last.AsSpan(0, read).IndexOf(trailer);
        if (found < 0)
            throw new InvalidDataException("it ends too early, or the checksum of what was unpacked is wrong");
        _packed.Position = _input.LastStart + found + TrailerSize;
        _ended = true;
    }

    private void SkipText()
    {
        int next;
        do
            next = _packed.ReadByte();
        while (next > 0);
        if (next < 0)
            throw new EndOfStreamException();
    }

    private sealed class InflaterInput(Stream packed) : ForwardStream
    {
        public long LastStart { get; private set; } = packed.Position;

        public override int Read(Span<byte> buffer)
        {
            LastStart = packed.Position;
            return packed.Read(buffer);
        }
    }
}
