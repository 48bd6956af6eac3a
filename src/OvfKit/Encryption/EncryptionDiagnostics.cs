using OvfKit.Diagnostics;

namespace OvfKit.Encryption;

/// <summary>The findings about encrypted files (OVF51xx).</summary>
public static class EncryptionDiagnostics
{
    /// <summary>The description of an encrypted file or a key makes no sense.</summary>
    public static readonly DiagnosticDescriptor Malformed = new("OVF5101", DiagnosticSeverity.Error, "encryption described wrongly", "XML Encryption 1.1 §3");

    /// <summary>A file or key is encrypted in a way this library does not know.</summary>
    public static readonly DiagnosticDescriptor UnknownAlgorithm = new("OVF5102", DiagnosticSeverity.Error, "encryption algorithm not supported", "XML Encryption 1.1 §5");

    /// <summary>The password or private key opens nothing.</summary>
    public static readonly DiagnosticDescriptor NoKeyFits = new("OVF5103", DiagnosticSeverity.Error, "password or key does not fit");

    /// <summary>The encrypted content was changed, cut off or damaged.</summary>
    public static readonly DiagnosticDescriptor Damaged = new("OVF5104", DiagnosticSeverity.Error, "encrypted file was changed or damaged");

    /// <summary>The package is encrypted in XenCenter's own way.</summary>
    public static readonly DiagnosticDescriptor XenCenterForm = new("OVF5105", DiagnosticSeverity.Error, "encrypted in XenCenter's own way");

    /// <summary>The file is too large to be encrypted with GCM, which takes it in one piece.</summary>
    public static readonly DiagnosticDescriptor TooLargeForGcm = new("OVF5106", DiagnosticSeverity.Error, "file too large for GCM");

    /// <summary>Neither a manifest nor anything in the file could show that it was changed.</summary>
    public static readonly DiagnosticDescriptor Unchecked = new("OVF5107", DiagnosticSeverity.Error, "encrypted file cannot be checked");

    /// <summary>The key cannot be checked, as a file by another product does not tell.</summary>
    public static readonly DiagnosticDescriptor KeyUnproven = new("OVF5108", DiagnosticSeverity.Warning, "key cannot be checked");

    /// <summary>The content is asked for of a file that is encrypted.</summary>
    public static readonly DiagnosticDescriptor FileEncrypted = new("OVF5109", DiagnosticSeverity.Error, "file is encrypted");

    /// <summary>No file that was asked for is encrypted.</summary>
    public static readonly DiagnosticDescriptor NothingEncrypted = new("OVF5110", DiagnosticSeverity.Error, "nothing is encrypted");

    /// <summary>The descriptor became OVF 2, which alone can tell of encryption.</summary>
    public static readonly DiagnosticDescriptor BecameVersion2 = new("OVF5111", DiagnosticSeverity.Info, "descriptor written as OVF 2");

    /// <summary>A file that is encrypted or decrypted was stored in chunks, and is in one piece now.</summary>
    public static readonly DiagnosticDescriptor ChunksJoined = new("OVF5112", DiagnosticSeverity.Info, "chunks joined");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [Malformed, UnknownAlgorithm, NoKeyFits, Damaged, XenCenterForm, TooLargeForGcm, Unchecked, KeyUnproven, FileEncrypted, NothingEncrypted, BecameVersion2, ChunksJoined];
}
