using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Tests.Packaging;

namespace OvfKit.Tests.Conversion;

/// <summary>Files that are copied are compared with the manifest by what is hashed on the way.</summary>
public sealed class CheckedWorkTests
{
    private static readonly string _content = string.Concat(Enumerable.Range(0, 400_000).Select(static i => (char)('a' + (i * 31 % 26))));

    [Theory]
    [InlineData("SHA256", "sha256", false)]
    [InlineData("SHA1", "sha512", false)]
    [InlineData("SHA512", "sha256", true)]
    public async Task Each_byte_is_read_once(string listed, string written, bool keepManifest)
    {
        var read = 0L;
        using var folder = new TempFolder();
        using (var package = Open(listed, Digest(listed), count => Interlocked.Add(ref read, count)))
        {
            await using var sink = new FolderSink(folder["out"]);
            var options = new ConvertOptions { Algorithm = ManifestAlgorithm.Find(written)!, KeepManifest = keepManifest };
            await PackageConverter.ConvertAsync(package, sink, options, null, TestContext.Current.CancellationToken);
        }

        Assert.Equal(_content.Length, read);
        Assert.Equal(_content, await File.ReadAllTextAsync(folder["out/x.bin"], TestContext.Current.CancellationToken));
        using var converted = OvfPackage.Open(folder["out"]);
        Assert.True((await converted.VerifyAsync(null, TestContext.Current.CancellationToken)).IsIntact);
        Assert.Equal(keepManifest ? listed : written, converted.Manifest!.Entries[^1].AlgorithmName, ignoreCase: true);
    }

    [Theory]
    [InlineData("SHA256", "sha256", false)]
    [InlineData("SHA1", "sha512", false)]
    [InlineData("SHA512", "sha256", true)]
    public async Task A_wrong_digest_is_noticed(string listed, string written, bool keepManifest)
    {
        using var folder = new TempFolder();
        using var package = Open(listed, Digest(listed)[..^2] + "00", static _ => { });
        var sink = new FolderSink(folder["out"]);
        await using (sink)
        {
            var options = new ConvertOptions { Algorithm = ManifestAlgorithm.Find(written)!, KeepManifest = keepManifest };
            var failure = await Assert.ThrowsAsync<IntegrityException>(() => PackageConverter.ConvertAsync(package, sink, options, null, TestContext.Current.CancellationToken));
            Assert.Equal(ManifestDiagnostics.Mismatch.Id, failure.Diagnostic.Id);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static string Digest(string algorithm) =>
        Convert.ToHexStringLower(System.Security.Cryptography.CryptographicOperations.HashData(ManifestAlgorithm.Find(algorithm)!.HashName, System.Text.Encoding.UTF8.GetBytes(_content)));

    private static OvfPackage Open(string algorithm, string digest, Action<int> read)
    {
        var envelope = Sample.Envelope("""<File ovf:id="f" ovf:href="x.bin"/>""");
        var manifest = Sample.Line("a.ovf", envelope) + $"{algorithm}(x.bin)= {digest}\n";
        return OvfPackage.Open(new Store([Entry("a.ovf", envelope), Entry("a.mf", manifest), Entry("x.bin", _content, read)]));

        static PackageEntry Entry(string name, string text, Action<int>? read = null)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(text);
            return new PackageEntry(name, bytes.Length, new Location(name), () => new CountedSource(bytes, name, read ?? (static _ => { })));
        }
    }

    private sealed class Store(IEnumerable<PackageEntry> entries) : PackageStore("memory", entries);

    private sealed class CountedSource(byte[] bytes, string name, Action<int> read) : ByteSource
    {
        public override string Name => name;

        public override long Length => bytes.Length;

        protected override int ReadCore(long offset, Span<byte> destination)
        {
            read(destination.Length);
            bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
            return destination.Length;
        }
    }
}
