using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using OvfKit.Packaging;

namespace OvfKit.Signing;

/// <summary>Signs with a program, which has the key or asks a hardware module or service for it.</summary>
/// <remarks>The program is started once a signature, without a shell. It gets the manifest's bytes on standard input and the digest's name
/// (<c>SHA256</c>) in the environment variable <see cref="AlgorithmVariable"/>, writes the signature's bytes, nothing else, to standard
/// output, and ends with 0. Thread-safe.</remarks>
/// <param name="program">The program: a path, or a name that is looked for as the system does.</param>
/// <param name="arguments">Its arguments, each passed as it is.</param>
public sealed class CommandSigner(string program, params IReadOnlyList<string> arguments) : IManifestSigner
{
    /// <summary>The environment variable that tells the program which digest to sign with.</summary>
    public const string AlgorithmVariable = "OVFKIT_SIGN_DIGEST";

    // Far above the signature of the largest key, and the first lines of what a program says when it fails.
    private const int MaxOutput = 64 << 10;
    private const int MaxError = 1000;

    /// <inheritdoc/>
    public async ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> manifest, ManifestAlgorithm algorithm, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        using var process = Start(algorithm);
        try
        {
            var output = ReadAsync(process.StandardOutput.BaseStream, cancellationToken);
            var error = ReadAsync(process.StandardError.BaseStream, cancellationToken);
            await WriteAsync(process, manifest, cancellationToken).ConfigureAwait(false);
            var signature = await output.ConfigureAwait(false);
            var words = Encoding.UTF8.GetString(await error.ConfigureAwait(false)).Trim();
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (process.ExitCode != 0)
                throw new IOException($"{program} ended with exit code {process.ExitCode} instead of signing: {(words.Length > MaxError ? words[..MaxError] : words)}");
            return signature.Length <= MaxOutput ? signature : throw new IOException($"{program} wrote more than a signature");
        }
        catch
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Process Start(ManifestAlgorithm algorithm)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[AlgorithmVariable] = algorithm.Name;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new IOException($"{program} cannot be started: {e.Message}", e);
        }
    }

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken)
    {
        var input = process.StandardInput.BaseStream;
        await using (input.ConfigureAwait(false))
        {
            try
            {
                await input.WriteAsync(manifest, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // The program ended early; its exit code and words say why.
            }
        }
    }

    // Reads on after the limit, so that the program does not hang on a full pipe.
    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read && read > 0)
        {
            if (kept.Length <= MaxOutput)
                kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
