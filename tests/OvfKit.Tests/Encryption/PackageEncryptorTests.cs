using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Encryption;
using OvfKit.Packaging;
using OvfKit.Signing;
using OvfKit.Testing;
using OvfKit.Tests.Packaging;
using OvfKit.Tests.Signing;
using OvfKit.Validation;

namespace OvfKit.Tests.Encryption;

public sealed class PackageEncryptorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<ContentCipher, int> Lengths { get; } =
        [.. from cipher in Enum.GetValues<ContentCipher>() from length in (int[])[0, 1, 15, 16, 17, 1 << 20, (1 << 20) + 1, (2 << 20) + 16] select new TheoryDataRow<ContentCipher, int>(cipher, length)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task Content_of_any_length_comes_back(ContentCipher cipher, int length)
    {
        using var folder = new TempFolder();
        var disk = EncryptedSample.Content(length, 1);
        using var encrypted = await EncryptedSample.EncryptAsync(folder, EncryptedSample.ByPassword with { Cipher = cipher }, disk);
        Assert.True((await encrypted.VerifyAsync(cancellationToken: Stop)).IsIntact);
        Assert.Equal(encrypted.Files[0].Entry!.Length, encrypted.Files[0].Reference.Size);
        await EncryptedSample.DecryptAsync(encrypted, folder["decrypted"], EncryptedSample.WithPassword);
        Assert.Equal(disk, await File.ReadAllBytesAsync(folder["decrypted/my disk.img"], Stop));
        using var decrypted = OvfPackage.Open(folder["decrypted"]);
        Assert.True((await decrypted.VerifyAsync(cancellationToken: Stop)).IsIntact);
        Assert.Equal(length, decrypted.Files[0].Reference.Size);
    }

    [Theory]
    [InlineData(ContentCipher.Aes256Cbc)]
    [InlineData(ContentCipher.Aes256Gcm)]
    public async Task OVF5112_chunks_are_joined_to_be_encrypted_and_decrypted(ContentCipher cipher)
    {
        using var folder = new TempFolder();
        using (var plain = await EncryptedSample.PlainAsync(folder))
            await ChunkAsync(plain, folder["chunked"]);
        var found = new DiagnosticBag();
        using (var chunked = OvfPackage.Open(folder["chunked"]))
        {
            Assert.Equal(3, chunked.Files[0].Parts.Count);
            await using var sink = new FolderSink(folder["encrypted"]);
            await PackageEncryptor.EncryptAsync(chunked, sink, EncryptedSample.ByPassword with { Cipher = cipher, Diagnostics = found }, cancellationToken: Stop);
        }

        Assert.Single(found, static one => one.Descriptor == EncryptionDiagnostics.ChunksJoined);
        using (var encrypted = OvfPackage.Open(folder["encrypted"]))
        {
            Assert.True((await encrypted.VerifyAsync(cancellationToken: Stop)).IsIntact);
            Assert.Equal((1, null), (encrypted.Files[0].Parts.Count, encrypted.Files[0].Reference.ChunkSize));
            await ChunkAsync(encrypted, folder["encrypted chunks"]);
        }

        using (var encrypted = OvfPackage.Open(folder["encrypted chunks"]))
        {
            Assert.Equal(4, encrypted.Files[0].Parts.Count);
            await EncryptedSample.DecryptAsync(encrypted, folder["decrypted"], EncryptedSample.WithPassword with { Diagnostics = found });
        }

        Assert.Equal(EncryptedSample.Disk, await File.ReadAllBytesAsync(folder["decrypted/my disk.img"], Stop));
        Assert.Equal(2, found.Count(static one => one.Descriptor == EncryptionDiagnostics.ChunksJoined));
        using var decrypted = OvfPackage.Open(folder["decrypted"]);
        Assert.True((await decrypted.VerifyAsync(cancellationToken: Stop)).IsIntact);

        static async Task ChunkAsync(OvfPackage package, string target)
        {
            await using var sink = new FolderSink(target);
            await PackageConverter.ConvertAsync(package, sink, new ConvertOptions { Storage = new FileStorage { ChunkSize = 1 << 20 } }, null, Stop);
        }
    }

    [Theory]
    [InlineData(ContentCipher.Aes256Cbc)]
    [InlineData(ContentCipher.Aes256Gcm)]
    public async Task Password_and_recipients_each_open_the_files(ContentCipher cipher)
    {
        using var folder = new TempFolder();
        using var other = Pki.Signer("other RSA-2048");
        using var encrypted = await EncryptedSample.EncryptAsync(folder, EncryptedSample.ByPassword with { Cipher = cipher, Recipients = [other, EncryptedSample.Recipient] });
        Assert.Equal(3, encrypted.Descriptor.Envelope.Section<OvfKit.Model.EncryptionSection>()!.Keys.Count);
        await EncryptedSample.DecryptAsync(encrypted, folder["1"], EncryptedSample.WithPassword);
        await EncryptedSample.DecryptAsync(encrypted, folder["2"], EncryptedSample.WithKey);
        foreach (var name in (string[])["1", "2"])
            Assert.Equal(EncryptedSample.Disk, await File.ReadAllBytesAsync(folder[$"{name}/my disk.img"], Stop));
    }

    [Fact]
    public async Task What_is_written_is_valid_and_decrypting_gives_the_descriptor_back()
    {
        using var folder = new TempFolder();
        using var encrypted = await EncryptedSample.EncryptAsync(folder, EncryptedSample.ByPassword with { Recipients = [EncryptedSample.Recipient] });
        var findings = new DiagnosticBag();
        DescriptorValidator.Validate(encrypted.Descriptor, null, findings);
        Assert.DoesNotContain(findings, finding => finding.Message.Contains("ncrypt", StringComparison.Ordinal));

        await EncryptedSample.DecryptAsync(encrypted, folder["decrypted"], EncryptedSample.WithPassword);
        var plain = await File.ReadAllTextAsync(folder["plain/a.ovf"], Stop);
        var decrypted = await File.ReadAllTextAsync(folder["decrypted/a.ovf"], Stop);
        Assert.Equal(Blankless(plain.Replace("envelope/1", "envelope/2", StringComparison.Ordinal)), Blankless(decrypted));
    }

    [Fact]
    public async Task Chosen_files_alone_are_encrypted_and_decrypted()
    {
        using var folder = new TempFolder();
        using var encrypted = await EncryptedSample.EncryptAsync(folder, EncryptedSample.ByPassword with { Files = ["notes.txt"] });
        Assert.Equal(EncryptedSample.Disk, await File.ReadAllBytesAsync(folder["encrypted/my disk.img"], Stop));
        Assert.NotEqual("notes", await File.ReadAllTextAsync(folder["encrypted/notes.txt"], Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => EncryptedSample.DecryptAsync(encrypted, folder["decrypted"], EncryptedSample.WithPassword with { Files = ["nothing"] }));

        // A second round for the other file leaves the first one's key where it is.
        await using (var sink = new FolderSink(folder["twice"]))
            await PackageEncryptor.EncryptAsync(encrypted, sink, EncryptedSample.ByPassword with { Password = "other", Files = ["my disk.img"] }, cancellationToken: Stop);
        using var twice = OvfPackage.Open(folder["twice"]);
        await EncryptedSample.DecryptAsync(twice, folder["half"], EncryptedSample.WithPassword with { Files = ["notes.txt"] });
        Assert.Equal("notes", await File.ReadAllTextAsync(folder["half/notes.txt"], Stop));
        using var half = OvfPackage.Open(folder["half"]);
        await EncryptedSample.DecryptAsync(half, folder["whole"], new DecryptOptions { Password = "other" });
        Assert.Equal(EncryptedSample.Disk, await File.ReadAllBytesAsync(folder["whole/my disk.img"], Stop));
    }

    [Fact]
    public async Task The_new_package_can_be_an_archive_and_signed()
    {
        using var folder = new TempFolder();
        using var certificate = Pki.Signer("P-256");
        using var plain = await EncryptedSample.PlainAsync(folder);
        var signer = new PackageSigner(new PrivateKeySigner(Pki.Key("P-256")), certificate, Pki.Issuer);
        await using (var sink = new OvaSink(folder["a.ova"]))
            await PackageEncryptor.EncryptAsync(plain, sink, EncryptedSample.ByPassword with { Signer = signer }, cancellationToken: Stop);
        using var encrypted = OvfPackage.Open(folder["a.ova"]);
        Assert.True((await encrypted.VerifyAsync(cancellationToken: Stop)).IsIntact);
        Assert.True((await SignatureVerifier.VerifyAsync(encrypted, SignedSample.TrustingRoot, Stop)).IsTrusted);
        await EncryptedSample.DecryptAsync(encrypted, folder["decrypted"], EncryptedSample.WithPassword);
        Assert.Equal(EncryptedSample.Disk, await File.ReadAllBytesAsync(folder["decrypted/my disk.img"], Stop));
    }

    [Fact]
    public async Task OVF5109_an_encrypted_file_is_neither_read_nor_encrypted_again()
    {
        using var folder = new TempFolder();
        using var encrypted = await EncryptedSample.EncryptAsync(folder, EncryptedSample.ByPassword);
        Sample.Raises<UnsupportedContentException>(EncryptionDiagnostics.FileEncrypted, () => encrypted.Files[0].OpenContent());
        await using var sink = new FolderSink(folder["again"]);
        var failure = await Assert.ThrowsAsync<InvalidContentException>(() => PackageEncryptor.EncryptAsync(encrypted, sink, EncryptedSample.ByPassword, cancellationToken: Stop));
        Assert.Equal(EncryptionDiagnostics.FileEncrypted.Id, failure.Diagnostic.Id);
    }

    [Fact]
    public async Task OVF5106_a_file_GCM_cannot_take_in_one_piece_is_refused()
    {
        using var folder = new TempFolder();
        (await EncryptedSample.PlainAsync(folder)).Dispose();
        // A hole; refused by its length before anything is hashed.
        using (var file = File.OpenWrite(folder["plain/my disk.img"]))
            file.SetLength(GcmCipher.MaxLength + 1);
        using var plain = OvfPackage.Open(folder["plain"]);
        await using var sink = new FolderSink(folder["encrypted"]);
        var failure = await Assert.ThrowsAsync<UnsupportedContentException>(() =>
            PackageEncryptor.EncryptAsync(plain, sink, EncryptedSample.ByPassword with { Cipher = ContentCipher.Aes256Gcm }, cancellationToken: Stop));
        Assert.Equal(EncryptionDiagnostics.TooLargeForGcm.Id, failure.Diagnostic.Id);
    }

    [Fact]
    public async Task OVF5111_becoming_OVF_2_is_told()
    {
        using var folder = new TempFolder();
        var findings = new DiagnosticBag();
        using var encrypted = await EncryptedSample.EncryptAsync(folder, EncryptedSample.ByPassword with { Diagnostics = findings });
        Assert.Equal(EncryptionDiagnostics.BecameVersion2.Id, Assert.Single(findings).Id);
    }

    [Fact]
    public async Task Nobody_to_encrypt_for_or_no_RSA_key_is_refused()
    {
        using var folder = new TempFolder();
        using var curve = Pki.Signer("P-256");
        await Assert.ThrowsAsync<ArgumentException>(() => EncryptedSample.EncryptAsync(folder, new EncryptOptions()));
        using var second = new TempFolder();
        await Assert.ThrowsAsync<ArgumentException>(() => EncryptedSample.EncryptAsync(second, new EncryptOptions { Recipients = [curve] }));
    }

    // An element that was empty has an end tag since it held something.
    private static string Blankless(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c))).Replace("></File>", "/>", StringComparison.Ordinal);
}
