using System.IO.Compression;
using System.IO.Hashing;
using OvfKit.Diagnostics;
using SharpCompress.Compressors.BZip2;
using ZstdSharp;

namespace OvfKit.IO;

/// <summary>The content of a compressed file, from its beginning to its end. Whatever goes wrong inside a decoder leaves as a finding.</summary>
internal sealed class WrappedContent : IDisposable
{
    private readonly ByteSource _source;
    private readonly SourceStream _packed;
    private readonly Stream _content;
    private readonly ZipArchiveEntry? _member;
    private readonly Crc32 _checksum = new();
    private long _length;

    private WrappedContent(ByteSource source, SourceStream packed, Stream content, ZipArchiveEntry? member)
    {
        _source = source;
        _packed = packed;
        _content = content;
        _member = member;
    }

    /// <summary>The content's own name, where the file tells it.</summary>
    public string? Name => _member?.FullName;

    public static WrappedContent Open(ByteSource source, WrapKind kind)
    {
        var packed = new SourceStream(source);
        try
        {
            // Decoders ask for single bytes.
            var buffered = new BufferedStream(packed, 1 << 16);
            if (kind == WrapKind.Zip)
            {
                var member = OnlyMember(source, new ZipArchive(buffered, ZipArchiveMode.Read));
                return new WrappedContent(source, packed, member.Open(), member);
            }

            return new WrappedContent(source, packed, kind switch
            {
                WrapKind.Gzip => new MemberStream(buffered, stream => new GzipMember(stream)),
                WrapKind.Bzip2 => new MemberStream(buffered, stream => BZip2Stream.Create(stream, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: false, leaveOpen: true)),
                WrapKind.Xz => new MemberStream(buffered, XzMember.Open),
                _ => new DecompressionStream(buffered),
            }, null);
        }
        catch (Exception exception) when (exception is not OvfKitException)
        {
            throw Translate(source, packed, exception);
        }
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
            throw Translate(_source, _packed, exception);
        }
    }

    public void Dispose() => _content.Dispose();

    private static ZipArchiveEntry OnlyMember(ByteSource source, ZipArchive archive)
    {
        var members = archive.Entries.Where(entry => !entry.FullName.EndsWith('/') && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)).Take(10).ToList();
        if (members is not [var member])
        {
            throw WrapDiagnostics.NotOneFile.Unsupported(
                new Location(source.Name), members.Count == 0 ? "the archive holds no file" : $"the archive holds several files ({string.Join(", ", members.Select(m => m.FullName))}); unpack it and name the one you mean");
        }

        if (member.IsEncrypted)
            throw WrapDiagnostics.UnknownMethod.Unsupported(new Location(source.Name), $"\"{member.FullName}\" is encrypted; unpack the archive and try again");
        return member;
    }

    // The archive's reader trusts what it unpacks.
    private void Check(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        _checksum.Append(bytes);
        _length += bytes.Length;
        if (isEnd && (_checksum.GetCurrentHashAsUInt32() != _member!.Crc32 || _length != _member.Length))
            throw new InvalidDataException("the checksum of the unpacked bytes is wrong");
    }

    private static Exception Translate(ByteSource source, SourceStream packed, Exception exception) => exception switch
    {
        _ when packed.Failure is { } failure => failure,
        OperationCanceledException => exception,
        NotSupportedException or OutOfMemoryException => WrapDiagnostics.UnknownMethod.Unsupported(Location.AtOffset(source.Name, packed.Position), $"the file is compressed in a way that cannot be unpacked here ({exception.Message}); unpack it and try again"),
        EndOfStreamException => WrapDiagnostics.Damaged.Invalid(Location.AtOffset(source.Name, packed.Position), "the compressed data is cut off; copy or download the file again", exception),
        _ => WrapDiagnostics.Damaged.Invalid(Location.AtOffset(source.Name, packed.Position), $"the compressed data is damaged ({exception.Message.TrimEnd('.')}); copy or download the file again", exception),
    };

    // Remembers what the source itself threw, so that it is not taken for a damage of the content.
    private sealed class SourceStream(ByteSource source) : Stream
    {
        private readonly Stream _inner = source.AsStream();

        public Exception? Failure { get; private set; }

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
