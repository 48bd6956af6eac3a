using System.CommandLine;
using System.CommandLine.Parsing;
using OvfKit.Packaging;
using OvfKit.Signing;

namespace OvfKit.Cli.Commands;

/// <summary>The options that say who signs, for the commands that write packages.</summary>
internal sealed class SigningOptions
{
    private readonly Option<string?> _key = new("--key") { Description = "Sign with the private key in this file: PEM, PKCS #8 or PKCS #12 (.pfx, .p12).", HelpName = "FILE" };
    private readonly Option<string?> _passwordFile = KeyPasswordFile();
    private readonly Option<string?> _certificate = new("--cert") { Description = "The signer's certificate and any intermediate ones, in PEM. A PKCS #12 key brings its own.", HelpName = "FILE" };
    private readonly Option<string?> _command = new("--sign-command")
    {
        Description = $"Sign with a program, such as one that asks a hardware module: it gets the manifest on standard input and the digest's name in {CommandSigner.AlgorithmVariable}, "
            + "and writes the signature's bytes. Blanks divide words, double quotes join them; no shell runs.",
        HelpName = "COMMAND",
    };
    private readonly Option<bool> _cms = new("--cms") { Description = "Add the second signature that VirtualBox writes. Needs --key." };

    private SigningOptions(Command command)
    {
        foreach (var option in (Option[])[_key, _passwordFile, _certificate, _command, _cms])
            command.Options.Add(option);
        command.Validators.Add(Validate);
    }

    public static Option<string?> KeyPasswordFile() => new("--key-password-file")
    {
        Description = $"The file whose first line is the key's password; else the variable {Secrets.KeyVariable} is asked.",
        HelpName = "FILE",
    };

    /// <summary>Gives a command the options.</summary>
    public static SigningOptions AddTo(Command command) => new(command);

    /// <summary>Reads key and certificates.</summary>
    /// <returns>The signer, to be disposed; null where nobody is to sign.</returns>
    /// <exception cref="ArgumentException">The certificate is missing.</exception>
    public LoadedSigner? Load(ParseResult parsed, ManifestAlgorithm algorithm)
    {
        var certificate = parsed.GetValue(_certificate);
        if (parsed.GetValue(_command) is { } command)
        {
            var words = CommandLineParser.SplitCommandLine(command).ToList();
            if (words.Count == 0)
                throw new ArgumentException("--sign-command names no program");
            return new LoadedSigner(new CommandSigner(words[0], words[1..]), null, certificate!, algorithm, cms: false);
        }

        if (parsed.GetValue(_key) is not { } path)
            return null;
        var key = PrivateKeyFile.Read(Secrets.ReadFile(path), path, Secrets.Password(parsed.GetValue(_passwordFile), Secrets.KeyVariable));
        try
        {
            return new LoadedSigner(new PrivateKeySigner(key.Key), key, certificate, algorithm, parsed.GetValue(_cms));
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private void Validate(CommandResult result)
    {
        var (hasKey, hasCommand) = (result.GetValue(_key) is not null, result.GetValue(_command) is not null);
        if (hasKey && hasCommand)
            result.AddError("--key and --sign-command exclude each other");
        if (hasCommand && result.GetValue(_certificate) is null)
            result.AddError("--sign-command needs --cert");
        if (!hasKey && (result.GetValue(_passwordFile) is not null || result.GetValue(_cms)))
            result.AddError("--key-password-file and --cms need --key");
        if (!hasKey && !hasCommand && result.GetValue(_certificate) is not null)
            result.AddError("--cert needs --key or --sign-command");
    }
}
