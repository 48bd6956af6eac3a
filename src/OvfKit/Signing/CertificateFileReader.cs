using OvfKit.Diagnostics;
using OvfKit.Packaging;

namespace OvfKit.Signing;

/// <summary>Reads the lines of a certificate file.</summary>
internal sealed class CertificateFileReader(string text, string name)
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";

    private readonly string[] _lines = text.TrimStart('\uFEFF').Split('\n');
    private readonly List<SignatureLine> _signatures = [];
    private readonly List<CertificateBlock> _certificates = [];
    private CertificateBlock? _cms;
    private bool _isXenCenterForm;

    public CertificateFile Read()
    {
        for (var i = 0; i < _lines.Length; i++)
        {
            var line = _lines[i].Trim();
            if (line.StartsWith(Begin, StringComparison.Ordinal) && line.EndsWith("-----", StringComparison.Ordinal) && line.Length > Begin.Length + 5)
                i = ReadBlock(i, line[Begin.Length..^5]);
            else if (line.Length > 0)
                ReadText(line, i + 1);
        }

        if (_signatures.Count == 0 && _cms is null)
            throw SignatureDiagnostics.Malformed.Invalid(new Location(name),
                "there is no signature in the file; it should begin with a line \"SHA256(name.mf)= hex\", so sign the package again");
        return new CertificateFile { Signatures = _signatures, Certificates = _certificates, Cms = _cms, IsXenCenterForm = _isXenCenterForm };
    }

    // Behind the signature tools print what is in the certificates, in words.
    private void ReadText(string line, int number)
    {
        if (ManifestLine.Split(line, out var fault) is var (algorithm, file, value))
            _signatures.Add(new SignatureLine(file, algorithm, value, number));
        else if (_signatures.Count == 0 && _certificates.Count == 0)
            throw SignatureDiagnostics.Malformed.Invalid(new Location(name, number, 1), $"the line {fault}, as the first line should be; sign the package again");
    }

    private int ReadBlock(int first, string label)
    {
        var at = new Location(name, first + 1, 1);
        var last = Array.FindIndex(_lines, first + 1, line => line.Trim().StartsWith(End, StringComparison.Ordinal));
        if (last < 0 || _lines[last].Trim() != $"{End}{label}-----")
            throw SignatureDiagnostics.Malformed.Invalid(at, $"the block \"{label}\" has no end; the file is cut off, so copy it again or sign the package again");
        switch (label)
        {
            case "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE":
                AddCertificates(Decode(first, last, SignatureDiagnostics.CorruptCertificate, at), at);
                break;
            case "CMS" or "PKCS7" or "PKCS #7 SIGNED DATA":
                _cms ??= new CertificateBlock(Decode(first, last, SignatureDiagnostics.CmsMalformed, at), at.Line);
                break;
        }

        return last;
    }

    private void AddCertificates(byte[] bytes, Location at)
    {
        if (!SerializedCertificates.LooksLikeOne(bytes))
        {
            _certificates.Add(new CertificateBlock(bytes, at.Line));
            return;
        }

        _isXenCenterForm = true;
        _certificates.AddRange(SerializedCertificates.Read(bytes, at).Select(certificate => new CertificateBlock(certificate, at.Line)));
    }

    private byte[] Decode(int first, int last, DiagnosticDescriptor code, Location at)
    {
        try
        {
            return Convert.FromBase64String(string.Concat(_lines[(first + 1)..last].Select(line => line.Trim())));
        }
        catch (FormatException e)
        {
            throw code.Invalid(at, "the block is not base64, so it was damaged; copy the file again or sign the package again", e);
        }
    }
}
