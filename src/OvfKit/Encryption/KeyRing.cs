using System.Security.Cryptography;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Model;

namespace OvfKit.Encryption;

/// <summary>The keys of a descriptor, as far as a password or private key opens them. Each is opened once.</summary>
internal sealed class KeyRing
{
    private readonly DecryptOptions _options;
    private readonly EncryptionXml _xml;
    private readonly List<XElement> _elements;
    private readonly Dictionary<XElement, ContentKey?> _opened = [];

    public KeyRing(OvfDescriptor descriptor, DecryptOptions options)
    {
        _options = options;
        _xml = new EncryptionXml(descriptor);
        _elements = [.. descriptor.Envelope.SectionsOf<EncryptionSection>().SelectMany(section => section.Keys)];
    }

    /// <summary>The key of an encrypted file.</summary>
    /// <exception cref="InvalidContentException">None fits (OVF5103).</exception>
    /// <exception cref="UnsupportedContentException">One might, but is of a kind that is not known (OVF5102).</exception>
    public ContentKey Find(EncryptedItem item, Location at)
    {
        UnsupportedContentException? unknown = null;
        foreach (var element in _elements.Where(element => KeyReferences.Names(element, item.Id)))
        {
            try
            {
                if (Open(element) is { } key && Fits(key, item))
                    return key;
            }
            catch (UnsupportedContentException e)
            {
                unknown = e;
            }
        }

        throw unknown ?? (OvfKitException)EncryptionDiagnostics.NoKeyFits.Invalid(at, (_options.Password, _options.Key) switch
        {
            (_, null) => "the password is not the one the file was encrypted with; try another, or the private key of a recipient",
            (null, _) => "the file was not encrypted for this private key; try that of another recipient, or the password",
            _ => "neither the password nor the private key opens the file; try others",
        });
    }

    private ContentKey? Open(XElement element)
    {
        if (_opened.TryGetValue(element, out var key))
            return key;
        if (element.Name == EncryptionNames.Xenc11 + "DerivedKey" && _options.Password is { } password)
            key = PasswordKey.Read(element, _xml).Derive(password);
        else if (element.Name == EncryptionNames.Xenc + "EncryptedKey" && _options.Key is { } rsa)
            key = WrappedKey.Read(element, _xml).Unwrap(rsa);
        return _opened[element] = key;
    }

    private static bool Fits(ContentKey key, EncryptedItem item) =>
        key.Bytes.Length == item.Method.KeyLength && (item.KeyCheck is null || CryptographicOperations.FixedTimeEquals(key.Check(), item.KeyCheck));
}
