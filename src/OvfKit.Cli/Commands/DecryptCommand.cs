using System.CommandLine;
using System.Security.Cryptography;
using OvfKit.Encryption;
using OvfKit.Signing;

namespace OvfKit.Cli.Commands;

/// <summary><c>ovfkit decrypt</c>: the way back.</summary>
internal static class DecryptCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = PackageInputOptions.Sources };
        var target = new Argument<string>("TARGET") { Description = "The decrypted package: a folder, a name that ends in .ova, or - for standard output. It appears only when every file has proved whole." };
        var passwordFile = SharedOptions.PasswordFile();
        var key = new Option<string?>("--key") { Description = "Decrypt with the RSA private key in this file: PEM, PKCS #8 or PKCS #12 (.pfx, .p12).", HelpName = "FILE" };
        var keyPasswordFile = SigningOptions.KeyPasswordFile();
        var files = SharedOptions.Files("Decrypt this file; without it all that are encrypted. May be repeated.");
        var sha = SharedOptions.Sha("The digest of the new manifest: sha1, sha256 or sha512.");
        var force = SharedOptions.Force();
        var quiet = SharedOptions.Quiet();
        var command = new Command("decrypt", "Decrypt files of a package with a password or a private key.") { source, target, passwordFile, key, keyPasswordFile, files, sha, force, quiet };
        var input = new PackageInputOptions();
        input.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var loaded = parsed.GetValue(key) is { } path
                ? PrivateKeyFile.Read(Secrets.ReadFile(path), path, Secrets.Password(parsed.GetValue(keyPasswordFile), Secrets.KeyVariable))
                : null;
            var rsa = loaded?.Key as RSA;
            if (loaded is not null && rsa is null)
                throw new ArgumentException("files are encrypted for RSA keys; the one in --key is another");
            var password = Secrets.Password(parsed.GetValue(passwordFile), Secrets.PackageVariable);
            if (password is null && rsa is null)
                throw new ArgumentException($"nothing to decrypt with; give --password-file, {Secrets.PackageVariable} or --key");
            var options = new DecryptOptions
            {
                Password = password,
                Key = rsa,
                Files = SharedOptions.Names(parsed.GetValue(files)),
                Algorithm = SharedOptions.ParseSha(parsed.GetRequiredValue(sha)),
            };
            return await PackageRewriting.RunAsync(
                parsed.GetRequiredValue(source),
                input.Read(parsed),
                parsed.GetRequiredValue(target),
                parsed.GetValue(force),
                (package, sink, diagnostics, progress) => PackageDecryptor.DecryptAsync(package, sink, options with { Diagnostics = diagnostics }, progress, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        });
        return command;
    }
}
