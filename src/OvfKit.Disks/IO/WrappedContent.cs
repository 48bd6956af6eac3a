using System.IO.Compression;
using System.IO.Hashing;
using OvfKit.Diagnostics;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Deflate64;
using ZstdSharp;

namespace OvfKit.IO;

/// <summary>The content of a compressed file, from its beginning to its end. Whatever goes wrong inside a decoder leaves as a finding.</summary>
internal sealed class WrappedContent : IDisposable
{
    private readonly SourceStream _packed;
    private readonly Stream _content;
    private readonly ZipMember? _member;
    private readonly Crc32 _checksum = new();
    private long _length;

    private WrappedContent(SourceStream packed, Stream content, ZipMember? member)
    {
        _packed = packed;
        _content = content;
        _member = member;
    }

    /// <summary>The content's own name, where the file tells it.</summary>
    public string? Name => _member?.Name;

    public static WrappedContent Open(ByteSource source, WrapKind kind) => kind switch
    {
        WrapKind.Zip => Open(OnlyMember(source)),
        WrapKind.Gzip => Open(new SourceStream(source), static stream => new MemberStream(stream, member => new GzipMember(member)), null),
        WrapKind.Bzip2 => Open(new SourceStream(source), OpenBzip2, null),
        WrapKind.Xz => Open(new SourceStream(source), OpenXz, null),
        _ => Open(new SourceStream(source), static stream => new DecompressionStream(stream), null),
    };

    public static WrappedContent Open(ZipMember member)
    {
        var (packed, start) = member.Packed();
        // The numbers of APPNOTE 4.4.5; Windows itself takes Deflate64 for files of more than 2 GiB.
        return Open(new SourceStream(packed, start), member.Method switch
        {
            0 => static stream => stream,
            8 => static stream => new DeflateStream(stream, CompressionMode.Decompress),
            9 => static stream => new Deflate64Stream(stream, SharpCompress.Compressors.CompressionMode.Decompress),
            12 => OpenBzip2,
            93 => static stream => new DecompressionStream(stream),
            95 => OpenXz,
            var other => _ => throw new NotSupportedException($"method {other} of zip"),
        }, member);
    }

    public int Read(Span<byte> buffer)
    {
        try
        {
            var read = _content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (_member is not null)
                Check(buffer[..read], isEnd: read < buffer.Length);
            return read;
        }
        catch (Exception exception) when (exception is not OvfKitException)
        {
            throw Translate(_packed, exception);
        }
    }

    public void Dispose() => _content.Dispose();

    private static WrappedContent Open(SourceStream packed, Func<Stream, Stream> open, ZipMember? member)
    {
        try
        {
            // Decoders ask for single bytes.
            return new WrappedContent(packed, open(new BufferedStream(packed, 1 << 16)), member);
        }
        catch (Exception exception) when (exception is not OvfKitException)
        {
            throw Translate(packed, exception);
        }
    }

    private static MemberStream OpenBzip2(Stream packed) =>
        new(packed, static stream => BZip2Stream.Create(stream, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: false, leaveOpen: true));

    private static MemberStream OpenXz(Stream packed) => new(packed, XzMember.Open);

    private static ZipMember OnlyMember(ByteSource source)
    {
        var members = ZipDirectory.Read(source);
        if (members is [var member])
            return member;
        throw WrapDiagnostics.NotOneFile.Unsupported(
            new Location(source.Name), members.Count == 0 ? "the archive holds no file" : $"the archive holds several files ({string.Join(", ", members.Take(10).Select(m => m.Name))}); unpack it and name the one you mean");
    }

    private void Check(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        _checksum.Append(bytes);
        _length += bytes.Length;
        if (isEnd && (_checksum.GetCurrentHashAsUInt32() != _member!.Checksum || _length != _member.Length))
            throw new InvalidDataException("the checksum of the unpacked bytes is wrong");
    }

    private static Exception Translate(SourceStream packed, Exception exception) => exception switch
    {
        _ when packed.Failure is { } failure => failure,
        OperationCanceledException => exception,
        NotSupportedException or OutOfMemoryException => WrapDiagnostics.UnknownMethod.Unsupported(packed.Location, $"the file is compressed in a way that cannot be unpacked here ({exception.Message}); unpack it and try again"),
        EndOfStreamException => WrapDiagnostics.Damaged.Invalid(packed.Location, "the compressed data is cut off; copy or download the file again", exception),
        _ => WrapDiagnostics.Damaged.Invalid(packed.Location, $"the compressed data is damaged ({exception.Message.TrimEnd('.')}); copy or download the file again", exception),
    };

    // Remembers what the source itself threw, so that it is not taken for a damage of the content.
    private sealed class SourceStream(ByteSource source, long start = 0) : Stream
    {
        private readonly Stream _inner = source.AsStream();

        public Exception? Failure { get; private set; }

        public Location Location => Location.AtOffset(source.Name, start + Position);

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => _inner.Length;

        public override long Position
        {
            get => _inner.Position;
            set => _inner.Position = value;
        }

        public override int Read(Span<byte> buffer)
        {
            try
            {
                return _inner.Read(buffer);
            }
            catch (Exception exception)
            {
                Failure = exception;
                throw;
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override long Seek(long offset, SeekOrigin origin) => _inner.Seek(offset, origin);

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
