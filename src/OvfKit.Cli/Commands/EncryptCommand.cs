using System.CommandLine;
using OvfKit.Encryption;
using OvfKit.Signing;

namespace OvfKit.Cli.Commands;

/// <summary><c>ovfkit encrypt</c>: files of a package for those who have a password or a certificate's key.</summary>
internal static class EncryptCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = PackageInputOptions.Sources };
        var target = new Argument<string>("TARGET") { Description = "The encrypted package: a folder, a name that ends in .ova, or - for standard output." };
        var passwordFile = SharedOptions.PasswordFile();
        var recipients = new Option<string[]>("--recipient") { Description = "Encrypt for the holder of this certificate, in PEM or DER, with an RSA key. May be repeated.", HelpName = "FILE" };
        var cipher = new Option<string>("--cipher")
        {
            Description = "cbc for files of any length, gcm for files up to 512 MiB, which are held in memory.",
            DefaultValueFactory = _ => "cbc",
            HelpName = "cbc|gcm",
        }.AcceptOnlyFromAmong("cbc", "gcm");
        var files = SharedOptions.Files("Encrypt this file; without it all that the descriptor lists. May be repeated.");
        var sha = SharedOptions.Sha("The digest of the new manifest and its signature: sha1, sha256 or sha512.");
        var force = SharedOptions.Force();
        var quiet = SharedOptions.Quiet();
        var command = new Command("encrypt", "Encrypt files of a package with a password, for certificates, or both. The descriptor becomes OVF 2.")
        {
            source, target, passwordFile, recipients, cipher, files, sha, force, quiet,
        };
        var input = new PackageInputOptions();
        input.AddTo(command);
        var signing = SigningOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var algorithm = SharedOptions.ParseSha(parsed.GetRequiredValue(sha));
            var certificates = (parsed.GetValue(recipients) ?? []).SelectMany(path => CertificateReader.Read(Secrets.ReadFile(path), path)).ToList();
            using var signer = signing.Load(parsed, algorithm);
            var password = Secrets.Password(parsed.GetValue(passwordFile), Secrets.PackageVariable);
            if (password is null && certificates.Count == 0)
                throw new ArgumentException($"nothing to encrypt with; give --password-file, {Secrets.PackageVariable} or --recipient");
            var options = new EncryptOptions
            {
                Password = password,
                Recipients = certificates,
                Cipher = parsed.GetValue(cipher) == "gcm" ? ContentCipher.Aes256Gcm : ContentCipher.Aes256Cbc,
                Files = SharedOptions.Names(parsed.GetValue(files)),
                Algorithm = algorithm,
                Signer = signer?.Signer,
            };
            return await PackageRewriting.RunAsync(
                parsed.GetRequiredValue(source),
                input.Read(parsed),
                parsed.GetRequiredValue(target),
                parsed.GetValue(force),
                (package, sink, diagnostics, progress) => PackageEncryptor.EncryptAsync(package, sink, options with { Diagnostics = diagnostics }, progress, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        });
        return command;
    }
}
