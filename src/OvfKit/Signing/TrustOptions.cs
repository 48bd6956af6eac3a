using System.Security.Cryptography.X509Certificates;

namespace OvfKit.Signing;

/// <summary>Whom to trust. Immutable.</summary>
public sealed record TrustOptions
{
    /// <summary>The system's roots, now, without asking about revocation.</summary>
    public static TrustOptions Default { get; } = new();

    /// <summary>The certificates to trust in place of the system's roots: roots, issuers, or a signer's own; null for the system's. Not owned.</summary>
    public IReadOnlyList<X509Certificate2>? Anchors { get; init; }

    /// <summary>Whether to ask the issuers about revoked certificates. Then addresses named in the certificates are contacted; otherwise nothing is.</summary>
    public bool CheckRevocation { get; init; }

    /// <summary>The time at which certificates must have been valid; null for now.</summary>
    public DateTimeOffset? Time { get; init; }
}
