using System.Text.RegularExpressions;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Encryption;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Tests.Signing;

namespace OvfKit.Tests.Encryption;

public sealed class PackageDecryptorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ContentCipher.Aes256Cbc)]
    [InlineData(ContentCipher.Aes256Gcm)]
    public async Task OVF5103_a_wrong_password_or_key_is_told_at_once(ContentCipher cipher)
    {
        using var folder = new TempFolder();
        (await EncryptedSample.EncryptAsync(folder, EncryptedSample.ByPassword with { Cipher = cipher, Recipients = [EncryptedSample.Recipient] })).Dispose();
        await EncryptedSample.ExpectAsync<InvalidContentException>(folder, EncryptionDiagnostics.NoKeyFits, new DecryptOptions { Password = "wrong" });
        await EncryptedSample.ExpectAsync<InvalidContentException>(
            folder, EncryptionDiagnostics.NoKeyFits, new DecryptOptions { Key = (System.Security.Cryptography.RSA)Pki.Key("other RSA-2048") });
    }

    [Theory]
    [InlineData("EncryptionSection")]
    [InlineData("Disk")]
    public async Task The_description_may_stand_elsewhere_where_it_names_the_file(string place)
    {
        using var folder = new TempFolder();
        (await EncryptedSample.EncryptAsync(folder, EncryptedSample.ByPassword)).Dispose();
        var document = XDocument.Load(folder["encrypted/a.ovf"], LoadOptions.PreserveWhitespace);
        var target = document.Descendants().First(element => element.Name.LocalName == (place == "Disk" ? "DiskSection" : place));
        if (place == "Disk")
            target.Add(target = new XElement(target.Name.Namespace + "Disk"));
        foreach (var data in document.Descendants().Where(static element => element.Name.LocalName == "EncryptedData").ToList())
        {
            data.Remove();
            target.Add(data);
        }

        document.Save(folder["encrypted/a.ovf"], SaveOptions.DisableFormatting);
        File.Delete(folder["encrypted/a.mf"]);
        using var package = OvfPackage.Open(folder["encrypted"]);
        Assert.Equal(EncryptionDiagnostics.FileEncrypted.Id, Assert.Throws<UnsupportedContentException>(() => package.Files[0].OpenContent()).Diagnostic.Id);
        await EncryptedSample.DecryptAsync(package, folder["decrypted"], EncryptedSample.WithPassword);
        Assert.Equal(EncryptedSample.Disk, await File.ReadAllBytesAsync(folder["decrypted/my disk.img"], Stop));
        Assert.DoesNotContain("Encrypt", await File.ReadAllTextAsync(folder["decrypted/a.ovf"], Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ContentCipher.Aes256Cbc, "flip")]
    [InlineData(ContentCipher.Aes256Cbc, "cut")]
    [InlineData(ContentCipher.Aes256Cbc, "empty")]
    [InlineData(ContentCipher.Aes256Gcm, "flip")]
    [InlineData(ContentCipher.Aes256Gcm, "cut")]
    [InlineData(ContentCipher.Aes256Gcm, "empty")]
    public async Task OVF5104_a_changed_file_is_found_even_when_the_manifest_agrees(ContentCipher cipher, string change)
    {
        using var folder = new TempFolder();
        (await EncryptedSample.EncryptAsync(folder, EncryptedSample.ByPassword with { Cipher = cipher })).Dispose();
        var bytes = await File.ReadAllBytesAsync(folder["encrypted/my disk.img"], Stop);
        bytes[100] ^= 1;
        await File.WriteAllBytesAsync(folder["encrypted/my disk.img"], change switch { "flip" => bytes, "cut" => bytes[..^16], _ => [] }, Stop);
        // Whoever changes a file can write a manifest for it, too.
        File.Delete(folder["encrypted/a.mf"]);
        await EncryptedSample.ExpectAsync<IntegrityException>(folder, EncryptionDiagnostics.Damaged, EncryptedSample.WithPassword);
    }

    [Fact]
    public async Task A_changed_file_differs_from_the_manifest_first()
    {
        using var folder = new TempFolder();
        (await EncryptedSample.EncryptAsync(folder, EncryptedSample.ByPassword)).Dispose();
        await File.AppendAllTextAsync(folder["encrypted/my disk.img"], "x", Stop);
        await EncryptedSample.ExpectAsync<IntegrityException>(folder, ManifestDiagnostics.Mismatch, EncryptedSample.WithPassword);
    }

    [Theory]
    [InlineData("<xenc11:Salt>.*</xenc11:Salt>", "")]
    [InlineData("(?<=<xenc11:Specified>)", "!")]
    [InlineData("(?<=<xenc11:IterationCount>)1000", "0")]
    [InlineData("(?<=<xenc11:IterationCount>)1000", "2000000000")]
    [InlineData("(?<=<xenc11:KeyLength>)32", "1000000")]
    [InlineData("(?<=<xenc:CipherReference URI=\")my%20disk.img", "../other")]
    [InlineData("(?<= Mac=\")", "AAAA")]
    [InlineData("<xenc:CipherData>.*?</xenc:CipherData>", "")]
    public Task OVF5101_what_cannot_be_understood_is_located(string pattern, string replacement) =>
        ExpectAfterEditAsync<InvalidContentException>(EncryptionDiagnostics.Malformed, pattern, replacement);

    [Theory]
    [InlineData("xmlenc#aes256-cbc", "xmlenc#tripledes-cbc")]
    [InlineData("xmldsig-more#hmac-sha256", "xmldsig-more#hmac-md5")]
    [InlineData("xmlenc11#pbkdf2", "xmlenc11#ConcatKDF")]
    public Task OVF5102_unknown_algorithms_are_named(string pattern, string replacement) =>
        ExpectAfterEditAsync<UnsupportedContentException>(EncryptionDiagnostics.UnknownAlgorithm, pattern, replacement);

    [Fact]
    public async Task OVF5105_XenCenters_own_encryption_is_recognised()
    {
        using var folder = new TempFolder();
        (await EncryptedSample.PlainAsync(folder)).Dispose();
        Directory.Move(folder["plain"], folder["encrypted"]);
        await EditAsync(folder, "(?=<VirtualSystem )", """<x:SecuritySection xmlns:x="http://schemas.citrix.com/ovf/envelope/1"><Info>Encrypted</Info></x:SecuritySection>""");
        await EncryptedSample.ExpectAsync<UnsupportedContentException>(folder, EncryptionDiagnostics.XenCenterForm, EncryptedSample.WithPassword);
    }

    [Fact]
    public async Task OVF5110_nothing_to_decrypt_is_told()
    {
        using var folder = new TempFolder();
        (await EncryptedSample.PlainAsync(folder)).Dispose();
        Directory.Move(folder["plain"], folder["encrypted"]);
        await EncryptedSample.ExpectAsync<InvalidContentException>(folder, EncryptionDiagnostics.NothingEncrypted, EncryptedSample.WithPassword);
    }

    [Fact]
    public async Task OVF5107_without_manifest_or_MAC_nothing_shows_a_change()
    {
        using var folder = new TempFolder();
        (await EncryptedSample.EncryptAsync(folder, EncryptedSample.ByPassword)).Dispose();
        await EditAsync(folder, "<xenc:EncryptionProperties>.*?</xenc:EncryptionProperties>", "");
        await EncryptedSample.ExpectAsync<InvalidContentException>(folder, EncryptionDiagnostics.Unchecked, EncryptedSample.WithPassword);
    }

    [Fact]
    public async Task OVF5108_with_a_manifest_alone_the_key_is_not_proved()
    {
        using var folder = new TempFolder();
        (await EncryptedSample.EncryptAsync(folder, EncryptedSample.ByPassword)).Dispose();
        await EditAsync(folder, "<xenc:EncryptionProperties>.*?</xenc:EncryptionProperties>", "");
        using (var changed = OvfPackage.Open(folder["encrypted"]))
        await using (var sink = new FolderSink(folder["again"]))
            await OvfKit.Conversion.PackageConverter.ConvertAsync(changed, sink, cancellationToken: Stop);
        using var again = OvfPackage.Open(folder["again"]);
        var findings = new DiagnosticBag();
        await EncryptedSample.DecryptAsync(again, folder["decrypted"], EncryptedSample.WithPassword with { Diagnostics = findings });
        Assert.Equal([EncryptionDiagnostics.KeyUnproven.Id, EncryptionDiagnostics.KeyUnproven.Id], findings.Select(finding => finding.Id));
        Assert.Equal(EncryptedSample.Disk, await File.ReadAllBytesAsync(folder["decrypted/my disk.img"], Stop));
    }

    private static async Task ExpectAfterEditAsync<T>(DiagnosticDescriptor code, string pattern, string replacement)
        where T : OvfKitException
    {
        using var folder = new TempFolder();
        (await EncryptedSample.EncryptAsync(folder, EncryptedSample.ByPassword)).Dispose();
        await EditAsync(folder, pattern, replacement);
        await EncryptedSample.ExpectAsync<T>(folder, code, EncryptedSample.WithPassword);
    }

    private static async Task EditAsync(TempFolder folder, string pattern, string replacement)
    {
        var text = await File.ReadAllTextAsync(folder["encrypted/a.ovf"], Stop);
        var edited = Regex.Replace(text, pattern, replacement, RegexOptions.Singleline);
        Assert.NotEqual(text, edited);
        await File.WriteAllTextAsync(folder["encrypted/a.ovf"], edited, Stop);
        File.Delete(folder["encrypted/a.mf"]);
    }
}
