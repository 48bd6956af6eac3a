using System.Globalization;
using System.Xml.Linq;
using OvfKit.Diagnostics;

namespace OvfKit.Encryption;

/// <summary>Reads the elements of XML Encryption: by name, with the place in every complaint.</summary>
internal sealed class EncryptionXml(OvfDescriptor descriptor)
{
    public Location At(XElement element) => descriptor.LocationOf(element);

    public XElement Child(XElement parent, XName name) =>
        parent.Element(name) ?? throw Malformed(parent, $"has no {name.LocalName}");

    public string Algorithm(XElement method) => method.Attribute("Algorithm")?.Value ?? throw Malformed(method, "names no Algorithm");

    public byte[] Base64(XElement element) => Base64(element, element.Value);

    public byte[] Base64(XElement element, string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException e)
        {
            throw EncryptionDiagnostics.Malformed.Invalid(At(element), $"{element.Name.LocalName} is not base64; get the package again", e);
        }
    }

    public int Number(XElement element, int minimum, int maximum) =>
        int.TryParse(element.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw Malformed(element, $"is not a number from {minimum} to {maximum}");

    public InvalidContentException Malformed(XElement element, string fault) =>
        EncryptionDiagnostics.Malformed.Invalid(At(element), $"{element.Name.LocalName} {fault}; the file cannot be decrypted without, so get the package again");

    public UnsupportedContentException Unknown(XElement element, string what) =>
        EncryptionDiagnostics.UnknownAlgorithm.Unsupported(At(element), $"{what} is not known here; decrypt with the product that encrypted the package");
}
