using System.Security.Cryptography;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Model;
using OvfKit.Packaging;

namespace OvfKit.Encryption;

/// <summary>Decrypts files of packages (EncryptionSection of DSP0243 2, XML Encryption 1.1).</summary>
public static class PackageDecryptor
{
    /// <summary>Writes a package with files decrypted, and completes the target: only when every file has proved to be what was encrypted.</summary>
    /// <param name="source">The package; not changed, disposed by the caller.</param>
    /// <param name="target">Where the new package goes; disposed by the caller.</param>
    /// <param name="options">What to decrypt with, and what.</param>
    /// <param name="progress">Told about every piece of work, in bytes over all files; null for silence.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The entries of the new package in its order.</returns>
    /// <remarks>Ciphers: AES with 128, 192 and 256 bits in CBC and GCM; keys: PBKDF2 with SHA-1 and SHA-2, RSA-OAEP with one digest for both parts.</remarks>
    /// <exception cref="ArgumentException">There is neither password nor key, or a name is none of a file.</exception>
    /// <exception cref="IntegrityException">A file is not what the manifest says, or not what was encrypted (<c>OVF5104</c>).</exception>
    /// <exception cref="InvalidContentException">Password or key do not fit (<c>OVF5103</c>), nothing is encrypted (<c>OVF5110</c>), nothing could show a
    /// change (<c>OVF5107</c>), or the encryption cannot be understood (<c>OVF5101</c>).</exception>
    /// <exception cref="UnsupportedContentException">An algorithm is not known (<c>OVF5102</c>, <c>OVF5105</c>), or a file is too large (<c>OVF5106</c>).</exception>
    /// <exception cref="IOException">Source or target failed.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static async Task<IReadOnlyList<WrittenEntry>> DecryptAsync(
        OvfPackage source, PackageSink target, DecryptOptions options, IProgress<PackageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Password is null && options.Key is null)
            throw new ArgumentException("files are decrypted with a password or a private key; there is neither", nameof(options));
        var recoding = new PackageRecoding(source, options.Diagnostics);
        var ring = new KeyRing(recoding.Descriptor, options);
        var xml = new EncryptionXml(recoding.Descriptor);
        var recodings = new Dictionary<PackageEntry, PackageRecoding.Recode>();
        foreach (var (file, copy) in recoding.Choose(options.Files))
        {
            if (EncryptedItem.Read(copy, xml) is not { } item)
                continue;
            if (file.Entry is not { } entry)
                throw file.WhyMissing() ?? EncryptionDiagnostics.Malformed.Invalid(xml.At(copy.Element), $"\"{file}\" is encrypted but not in the package; get the package again");
            RequireCheckable(source, file, item, xml.At(copy.Element), options.Diagnostics);
            recoding.JoinChunks(file, copy);
            var key = ring.Find(item, xml.At(copy.Element));
            var at = xml.At(copy.Element);
            recodings[entry] = async (content, stream, advance, token) =>
            {
                await DecryptAsync(item, key, at, content, stream, advance, token).ConfigureAwait(false);
                copy.Size = stream.Length;
            };
            item.Remove();
        }

        if (recodings.Count == 0)
            throw WhyNothing(recoding.Descriptor);
        if (!recoding.Descriptor.Document.Descendants(EncryptionNames.Xenc + "EncryptedData").Any())
            recoding.Descriptor.Envelope.Section<EncryptionSection>()?.Remove();
        return await recoding.WriteAsync(target, recodings, options.Algorithm, options.Signer, progress, cancellationToken).ConfigureAwait(false);
    }

    private static void RequireCheckable(OvfPackage source, PackageFile file, EncryptedItem item, Location at, DiagnosticBag? diagnostics)
    {
        var entry = file.Entry!;
        if (item.Method.IsGcm)
        {
            if (entry.Length > GcmCipher.LengthOf(GcmCipher.MaxLength))
                throw EncryptionDiagnostics.TooLargeForGcm.Unsupported(at, $"\"{entry.Name}\" has {entry.Length} bytes, more than are decrypted in one piece, as GCM has to be");
            return;
        }

        if (item.Mac is not null)
            return;
        if (source.Manifest is not { } manifest || !new ManifestCheck(source, manifest).Covers(entry))
            throw EncryptionDiagnostics.Unchecked.Invalid(at,
                $"\"{entry.Name}\" is encrypted with CBC, and neither a manifest nor the file shows whether it was changed; get the package with its manifest");
        diagnostics?.Add(EncryptionDiagnostics.KeyUnproven.At(at,
            $"nothing in the package tells whether the key of \"{entry.Name}\" is right, as long as the padding looks so; look at the decrypted file"));
    }

    private static async Task DecryptAsync(EncryptedItem item, ContentKey key, Location at, ByteSource content, Stream stream, Action<long> progress, CancellationToken cancellationToken)
    {
        try
        {
            if (item.Method.IsGcm)
            {
                await GcmCipher.DecryptAsync(content, stream, key, progress, cancellationToken).ConfigureAwait(false);
                return;
            }

            var mac = await CbcCipher.DecryptAsync(content, stream, key, progress, cancellationToken).ConfigureAwait(false);
            if (item.Mac is not null && !CryptographicOperations.FixedTimeEquals(mac, item.Mac))
                throw new CryptographicException("its authentication code differs");
        }
        catch (CryptographicException e)
        {
            var message = item.KeyCheck is null
                ? $"\"{content.Name}\" was changed or damaged, or the key is wrong ({e.Message.TrimEnd('.')}); get the package again"
                : $"\"{content.Name}\" was changed or damaged ({e.Message.TrimEnd('.')}); get the package again";
            throw new IntegrityException(EncryptionDiagnostics.Damaged.At(at, message));
        }
    }

    private static OvfKitException WhyNothing(OvfDescriptor descriptor)
    {
        var envelope = descriptor.Envelope.Element;
        return envelope.Descendants().FirstOrDefault(IsXenCenters) is { } section
            ? EncryptionDiagnostics.XenCenterForm.Unsupported(descriptor.LocationOf(section),
                "the package is encrypted in a way only XenCenter knows, with a key that is one unsalted hash of the password; decrypt it there")
            : EncryptionDiagnostics.NothingEncrypted.Invalid(descriptor.LocationOf(envelope), "none of the files asked for is encrypted; copy or convert the package instead");
    }

    private static bool IsXenCenters(XElement element) =>
        element.Name.LocalName == "SecuritySection" && element.Name.NamespaceName.Contains("citrix.com", StringComparison.OrdinalIgnoreCase);
}
