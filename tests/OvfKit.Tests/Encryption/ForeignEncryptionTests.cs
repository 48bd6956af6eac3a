using System.Security.Cryptography;
using System.Xml.Linq;
using OvfKit.Encryption;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Tests.Signing;

namespace OvfKit.Tests.Encryption;

/// <summary>What we encrypt others decrypt with what the descriptor says, and the other way round.</summary>
public sealed class ForeignEncryptionTests
{
    private static readonly XNamespace Xenc = "http://www.w3.org/2001/04/xmlenc#";
    private static readonly XNamespace Xenc11 = "http://www.w3.org/2009/xmlenc11#";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ContentCipher.Aes256Cbc)]
    [InlineData(ContentCipher.Aes256Gcm)]
    public async Task Xmlsec_decrypts_our_files(ContentCipher cipher)
    {
        var xmlsec = ForeignTool.Require("xmlsec1");
        using var folder = new TempFolder();
        (await EncryptedSample.EncryptAsync(folder, new EncryptOptions { Recipients = [EncryptedSample.Recipient], Cipher = cipher, Files = ["my disk.img"] })).Dispose();
        await File.WriteAllTextAsync(folder["key.pem"], ((RSA)Pki.Key("RSA-2048")).ExportPkcs8PrivateKeyPem(), Stop);
        xmlsec.RunIn(
            folder["encrypted"], "--decrypt", "--privkey-pem", "../key.pem", "--id-attr:Id", "http://www.w3.org/2001/04/xmlenc#:EncryptedKey",
            "--node-name", "http://www.w3.org/2001/04/xmlenc#:EncryptedData", "--output", "../decrypted", "a.ovf");
        Assert.Equal(EncryptedSample.Disk, await File.ReadAllBytesAsync(folder["decrypted"], Stop));
    }

    [Theory]
    [InlineData("http://www.w3.org/2001/04/xmlenc#aes256-cbc")]
    [InlineData("http://www.w3.org/2009/xmlenc11#aes256-gcm")]
    [InlineData("http://www.w3.org/2001/04/xmlenc#aes128-cbc")]
    public async Task We_decrypt_what_xmlsec_encrypted(string cipher)
    {
        var xmlsec = ForeignTool.Require("xmlsec1");
        using var folder = new TempFolder();
        var disk = EncryptedSample.Content(100_000, 3);
        (await EncryptedSample.PlainAsync(folder, disk)).Dispose();
        await File.WriteAllTextAsync(folder["cert.pem"], EncryptedSample.Recipient.ExportCertificatePem(), Stop);
        await File.WriteAllTextAsync(folder["template.xml"], $"""
            <EncryptedData xmlns="{Xenc}" Id="disk">
              <EncryptionMethod Algorithm="{cipher}"/>
              <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
                <EncryptedKey xmlns="{Xenc}"><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/><CipherData><CipherValue/></CipherData></EncryptedKey>
              </KeyInfo>
              <CipherData><CipherValue/></CipherData>
            </EncryptedData>
            """, Stop);
        var session = cipher.Contains("128", StringComparison.Ordinal) ? "aes-128" : "aes-256";
        xmlsec.RunIn(folder.Path, "--encrypt", "--pubkey-cert-pem", "cert.pem", "--session-key", session, "--binary-data", "plain/my disk.img", "--output", "encrypted.xml", "template.xml");

        // From inside the element into the file, as a package has it.
        var data = XElement.Load(folder["encrypted.xml"]);
        var key = data.Descendants(Xenc + "EncryptedKey").Single();
        key.Remove();
        var value = data.Element(Xenc + "CipherData")!.Element(Xenc + "CipherValue")!;
        var bytes = Convert.FromBase64String(value.Value);
        value.ReplaceWith(new XElement(Xenc + "CipherReference", new XAttribute("URI", "my%20disk.img")));
        await WritePackageAsync(folder, data, key, bytes);

        using var package = OvfPackage.Open(folder["again"]);
        await EncryptedSample.DecryptAsync(package, folder["decrypted"], EncryptedSample.WithKey);
        Assert.Equal(disk, await File.ReadAllBytesAsync(folder["decrypted/my disk.img"], Stop));
    }

    [Fact]
    public async Task Openssl_derives_our_keys_and_decrypts_with_them()
    {
        var openssl = ForeignTool.Require("openssl");
        using var folder = new TempFolder();
        (await EncryptedSample.EncryptAsync(folder, EncryptedSample.ByPassword with { Files = ["my disk.img"] })).Dispose();
        var parameters = XDocument.Load(folder["encrypted/a.ovf"]).Descendants(Xenc11 + "PBKDF2-params").Single();
        var key = openssl.RunIn(
            folder.Path, "kdf", "-keylen", parameters.Element(Xenc11 + "KeyLength")!.Value, "-kdfopt", "digest:SHA256", "-kdfopt", $"pass:{EncryptedSample.Password}",
            "-kdfopt", $"hexsalt:{Convert.ToHexString(Convert.FromBase64String(parameters.Element(Xenc11 + "Salt")!.Value))}",
            "-kdfopt", $"iter:{parameters.Element(Xenc11 + "IterationCount")!.Value}", "PBKDF2").Replace(":", "", StringComparison.Ordinal).Trim();
        var bytes = await File.ReadAllBytesAsync(folder["encrypted/my disk.img"], Stop);
        await File.WriteAllBytesAsync(folder["cipher"], bytes[16..], Stop);
        openssl.RunIn(folder.Path, "enc", "-d", "-aes-256-cbc", "-K", key, "-iv", Convert.ToHexString(bytes[..16]), "-nopad", "-in", "cipher", "-out", "plain.img");
        var plain = await File.ReadAllBytesAsync(folder["plain.img"], Stop);
        Assert.InRange(plain[^1], 1, 16);
        Assert.Equal(EncryptedSample.Disk, plain[..^plain[^1]]);
    }

    private static async Task WritePackageAsync(TempFolder folder, XElement data, XElement key, byte[] bytes)
    {
        var document = XDocument.Parse((await File.ReadAllTextAsync(folder["plain/a.ovf"], Stop)).Replace("envelope/1", "envelope/2", StringComparison.Ordinal));
        var ovf = document.Root!.Name.Namespace;
        document.Descendants(ovf + "File").First().Add(data);
        document.Descendants(ovf + "DiskSection").First().AddAfterSelf(new XElement(ovf + "EncryptionSection", new XElement(ovf + "Info", "Keys"), key));
        await using var sink = new FolderSink(folder["again"]);
        await PackageWriter.WriteAsync(
            sink,
            PackageContent.For(
                "a.ovf",
                System.Text.Encoding.UTF8.GetBytes(document.ToString()),
                PackagePart.Copy("my disk.img", OvfKit.IO.ByteSource.FromMemory(bytes, "disk")),
                PackagePart.Copy("notes.txt", OvfKit.IO.ByteSource.FromMemory("notes"u8.ToArray(), "notes"))),
            Stop);
    }
}
