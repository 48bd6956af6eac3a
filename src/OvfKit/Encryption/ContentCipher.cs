namespace OvfKit.Encryption;

/// <summary>How the content of files is encrypted, with a key of 256 bits.</summary>
public enum ContentCipher : byte
{
    /// <summary>AES in CBC: for files of any length.</summary>
    Aes256Cbc,

    /// <summary>AES in GCM: for files up to 512 MiB, which are held in memory.</summary>
    Aes256Gcm,
}

/// <summary>A cipher as it is named: mode and length of the key.</summary>
internal readonly record struct CipherMethod(string Uri, bool IsGcm, int KeyLength)
{
    private static readonly CipherMethod[] All =
    [
        new("http://www.w3.org/2001/04/xmlenc#aes256-cbc", false, 32),
        new("http://www.w3.org/2009/xmlenc11#aes256-gcm", true, 32),
        new("http://www.w3.org/2001/04/xmlenc#aes192-cbc", false, 24),
        new("http://www.w3.org/2009/xmlenc11#aes192-gcm", true, 24),
        new("http://www.w3.org/2001/04/xmlenc#aes128-cbc", false, 16),
        new("http://www.w3.org/2009/xmlenc11#aes128-gcm", true, 16),
    ];

    public static CipherMethod Of(ContentCipher cipher) => All[cipher == ContentCipher.Aes256Gcm ? 1 : 0];

    public static CipherMethod? Find(string? uri) => All.Cast<CipherMethod?>().FirstOrDefault(method => method!.Value.Uri == uri);
}
