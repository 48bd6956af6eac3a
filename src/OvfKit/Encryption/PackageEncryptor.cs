using System.Globalization;
using System.Security.Cryptography;
using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Packaging;

namespace OvfKit.Encryption;

/// <summary>Encrypts files of packages (EncryptionSection of DSP0243 2, XML Encryption 1.1).</summary>
public static class PackageEncryptor
{
    /// <summary>Writes a package with files encrypted, and completes the target. The source is compared with its manifest on the way.</summary>
    /// <param name="source">The package; not changed, disposed by the caller.</param>
    /// <param name="target">Where the new package goes; disposed by the caller.</param>
    /// <param name="options">For whom to encrypt, and what.</param>
    /// <param name="progress">Told about every piece of work, in bytes over all files; null for silence.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The entries of the new package in its order.</returns>
    /// <remarks>
    /// <para>Each file becomes its own ciphertext under its name; an <c>EncryptedData</c> in its <c>File</c> element says how, and an
    /// <c>EncryptionSection</c> holds the keys. A descriptor of OVF 1 becomes OVF 2, since OVF 1 has no such section (OVF5111).</para>
    /// <para>CBC by itself tells neither a wrong key nor a change, and the manifest is not keyed; so the <c>EncryptedData</c> also holds, as an
    /// <c>EncryptionProperty</c> others skip, a check value of the key and an HMAC-SHA256 of the ciphertext.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">There is neither password nor recipient, a recipient has no RSA key, or a name is none of a file.</exception>
    /// <exception cref="IntegrityException">A file is not what the manifest says, or is missing.</exception>
    /// <exception cref="InvalidContentException">A file is missing, or is encrypted already (<c>OVF5109</c>).</exception>
    /// <exception cref="UnsupportedContentException">A file is too large for GCM (<c>OVF5106</c>) or not whole in the package, or the descriptor cannot become OVF 2.</exception>
    /// <exception cref="IOException">Source or target failed.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static async Task<IReadOnlyList<WrittenEntry>> EncryptAsync(
        OvfPackage source, PackageSink target, EncryptOptions options, IProgress<PackageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Password is null && options.Recipients.Count == 0)
            throw new ArgumentException("files are encrypted with a password, for recipients, or both; there is neither", nameof(options));
        var recoding = new PackageRecoding(source, options.Diagnostics);
        var chosen = recoding.Choose(options.Files).Where(pair => pair.File.Entry is not null || options.Files is not null).ToList();
        var method = CipherMethod.Of(options.Cipher);
        foreach (var (file, _) in chosen)
            Require(source, file, method);
        ToVersion2(recoding.Descriptor, options.Diagnostics);

        var derivation = options.Password is null ? null : PasswordKey.New(options.Iterations);
        var key = derivation?.Derive(options.Password!) ?? new ContentKey(RandomNumberGenerator.GetBytes(method.KeyLength));
        var names = new IdSource(recoding.Descriptor);
        var ids = chosen.Select(_ => names.Next("encrypted")).ToList();
        var keys = AddKeys(recoding.Descriptor, options, derivation, key, ids, names);

        var recodings = new Dictionary<PackageEntry, PackageRecoding.Recode>();
        foreach (var ((file, copy), id) in chosen.Zip(ids))
        {
            if (recodings.ContainsKey(file.Entry!))
                throw EncryptionDiagnostics.Malformed.Invalid(source.Descriptor.LocationOf(file.Reference.Element), $"\"{file}\" is listed twice; remove one of the two before encrypting");
            recoding.JoinChunks(file, copy);
            var item = EncryptedItem.Add(copy, id, method, key, keys);
            copy.Size = method.IsGcm ? GcmCipher.LengthOf(file.Entry!.Length) : CbcCipher.LengthOf(file.Entry!.Length);
            recodings[file.Entry] = method.IsGcm
                ? (content, stream, advance, token) => GcmCipher.EncryptAsync(content, stream, key, advance, token)
                : async (content, stream, advance, token) => item.SetMac(await CbcCipher.EncryptAsync(content, stream, key, advance, token).ConfigureAwait(false));
        }

        return await recoding.WriteAsync(target, recodings, options.Algorithm, options.Signer, progress, cancellationToken).ConfigureAwait(false);
    }

    private static void Require(OvfPackage source, PackageFile file, CipherMethod method)
    {
        var at = source.Descriptor.LocationOf(file.Reference.Element);
        if (EncryptedItem.IsIn(file.Reference))
            throw EncryptionDiagnostics.FileEncrypted.Invalid(at, $"\"{file}\" is encrypted already; decrypt it first, or choose other files");
        if (file.Entry is null)
            file.OpenContent();
        if (method.IsGcm && file.Entry!.Length > GcmCipher.MaxLength)
            throw EncryptionDiagnostics.TooLargeForGcm.Unsupported(at,
                $"\"{file}\" has {file.Entry.Length} bytes; GCM takes files in one piece, up to {GcmCipher.MaxLength} bytes, so use CBC");
    }

    private static void ToVersion2(OvfDescriptor descriptor, DiagnosticBag? diagnostics)
    {
        var before = descriptor.Envelope.Dialect;
        DescriptorConverter.Convert(descriptor, OvfVersion.Two, diagnostics);
        if (descriptor.Envelope.Dialect != before)
            diagnostics?.Add(EncryptionDiagnostics.BecameVersion2.At(descriptor.LocationOf(descriptor.Envelope.Element),
                "OVF 1 has no words for encryption, so the descriptor was written as OVF 2; decrypt and convert back for products that read OVF 1 only"));
    }

    private static List<(string Id, string Type)> AddKeys(
        OvfDescriptor descriptor, EncryptOptions options, PasswordKey? derivation, ContentKey key, List<string> ids, IdSource names)
    {
        var section = descriptor.Envelope.Section<EncryptionSection>();
        if (section is null)
        {
            section = new EncryptionSection { Info = "The keys of encrypted files" };
            descriptor.Envelope.Sections.Add(section);
        }

        var keys = new List<(string, string)>();
        foreach (var recipient in options.Recipients)
        {
            keys.Add((names.Next("key"), EncryptionNames.EncryptedKeyType));
            section.AddExtension(WrappedKey.Wrap(key, recipient, keys[^1].Item1, ids));
        }

        if (derivation is not null)
        {
            keys.Add((names.Next("key"), EncryptionNames.DerivedKeyType));
            section.AddExtension(derivation.ToXml(keys[^1].Item1, ids));
        }

        return keys;
    }

    /// <summary>Names that no Id of the descriptor has.</summary>
    private sealed class IdSource(OvfDescriptor descriptor)
    {
        private readonly HashSet<string> _taken = [.. descriptor.Document.Descendants().Select(element => element.Attribute("Id")?.Value).OfType<string>()];

        public string Next(string stem)
        {
            for (var number = 1; ; number++)
            {
                if (string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}") is var id && _taken.Add(id))
                    return id;
            }
        }
    }
}
