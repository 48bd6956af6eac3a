using OvfKit.Diagnostics;
using OvfKit.Packaging;
using OvfKit.Signing;
using OvfKit.Testing;

namespace OvfKit.Tests.Signing;

public sealed class PackageSigningTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_folder_gets_what_it_lacks_and_nothing_else_changes(bool hasManifest)
    {
        using var folder = Copy();
        if (!hasManifest)
            File.Delete(folder["small.mf"]);
        var before = Directory.EnumerateFiles(folder.Path).ToDictionary(path => path, File.ReadAllBytes);
        var written = await SignAsync(folder);
        Assert.Equal(hasManifest ? ["small.cert"] : ["small.mf", "small.cert"], written.Select(Path.GetFileName));
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
        Assert.Equal(4, Directory.EnumerateFileSystemEntries(folder.Path).Count());

        using var package = OvfPackage.Open(folder.Path);
        Assert.True((await package.VerifyAsync(cancellationToken: Stop)).IsIntact);
        Assert.True((await SignatureVerifier.VerifyAsync(package, SignedSample.TrustingRoot, Stop)).IsTrusted);
    }

    [Fact]
    public async Task A_certificate_is_replaced_only_when_told_to()
    {
        using var folder = Copy();
        await File.WriteAllTextAsync(folder["small.cert"], "old", Stop);
        await Assert.ThrowsAsync<IOException>(() => SignAsync(folder));
        Assert.Equal("old", await File.ReadAllTextAsync(folder["small.cert"], Stop));
        await SignAsync(folder, overwrite: true);
        Assert.StartsWith("SHA256(small.mf)= ", await File.ReadAllTextAsync(folder["small.cert"], Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData("missing")]
    [InlineData("missing, without manifest")]
    public async Task What_is_not_whole_is_not_signed(string state)
    {
        using var folder = Copy();
        if (state == "damaged")
            await File.AppendAllTextAsync(folder["small-disk1.vmdk"], "x", Stop);
        else
            File.Delete(folder["small-disk1.vmdk"]);
        if (state == "missing, without manifest")
            File.Delete(folder["small.mf"]);
        var before = Directory.EnumerateFileSystemEntries(folder.Path).Count();
        await Assert.ThrowsAnyAsync<OvfKitException>(() => SignAsync(folder));
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(folder.Path).Count());
    }

    [Fact]
    public async Task An_archive_is_not_changed()
    {
        using var package = OvfPackage.Open(RepositoryFiles.Fixture("packages/appliance.ova"));
        await Assert.ThrowsAsync<ArgumentException>(() => SignAsync(package, false));
    }

    private static TempFolder Copy()
    {
        var folder = new TempFolder();
        foreach (var file in Directory.EnumerateFiles(RepositoryFiles.Fixture("packages/small-folder")))
            File.Copy(file, folder[Path.GetFileName(file)]);
        return folder;
    }

    private static async Task<IReadOnlyList<string>> SignAsync(TempFolder folder, bool overwrite = false)
    {
        using var package = OvfPackage.Open(folder.Path);
        return await SignAsync(package, overwrite);
    }

    private static async Task<IReadOnlyList<string>> SignAsync(OvfPackage package, bool overwrite)
    {
        using var certificate = Pki.Signer("P-256");
        return await PackageSigning.SignFolderAsync(
            package, new PackageSigner(new PrivateKeySigner(Pki.Key("P-256")), certificate, Pki.Issuer), ManifestAlgorithm.Sha256, overwrite, cancellationToken: Stop);
    }
}
