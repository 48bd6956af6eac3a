using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OvfKit.Signing;

namespace OvfKit.Tests.Signing;

/// <summary>Asks a list of revoked certificates on this machine.</summary>
public sealed class RevocationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OVF5027_a_revoked_certificate_is_found_on_the_issuers_list(bool isRevoked)
    {
        var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Pki.Request($"CN=list of {Guid.NewGuid()}", issuerKey, X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var issuer = request.CreateSelfSigned(Pki.Now.AddDays(-9), Pki.Now.AddDays(9));
        var builder = new CertificateRevocationListBuilder();
        builder.AddEntry([(byte)(isRevoked ? 7 : 8)], Pki.Now.AddDays(-1));
        var list = builder.Build(issuer, 1, Pki.Now.AddDays(5), HashAlgorithmName.SHA256, null, Pki.Now.AddDays(-1));
        using var server = new ListServer(list);

        var signing = Pki.Request("CN=signer", Pki.Key("P-256"), X509KeyUsageFlags.DigitalSignature);
        signing.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([server.Address]));
        signing.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        using var signer = signing.Create(issuer, Pki.Now.AddDays(-2), Pki.Now.AddDays(2), [7]);
        var file = await SignedSample.SignAsync(new PackageSigner(new PrivateKeySigner(Pki.Key("P-256")), signer));

        var unasked = SignedSample.Verify(file, new TrustOptions { Anchors = [issuer] });
        Assert.True(unasked.IsTrusted);
        Assert.Equal(0, server.Requests);

        var asked = SignedSample.Verify(file, new TrustOptions { Anchors = [issuer], CheckRevocation = true });
        Assert.Equal(isRevoked ? RevocationVerdict.Revoked : RevocationVerdict.Good, asked.Revocation);
        Assert.Equal(isRevoked ? [SignatureDiagnostics.Revoked.Id] : [], asked.Diagnostics.Select(finding => finding.Id));
        Assert.Equal(!isRevoked, asked.IsTrusted);
        Assert.Equal((SignatureVerdict.Valid, ChainVerdict.Trusted), (asked.Signature, asked.Chain));
        Assert.True(server.Requests > 0);
    }

    private sealed class ListServer : IDisposable
    {
        private readonly HttpListener _listener = new();

        public ListServer(byte[] list)
        {
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Address = $"http://localhost:{((IPEndPoint)probe.LocalEndpoint).Port}/";
            }

            _listener.Prefixes.Add(Address);
            _listener.Start();
            _ = ServeAsync(list);
        }

        public string Address { get; }

        public int Requests { get; private set; }

        public void Dispose() => _listener.Close();

        private async Task ServeAsync(byte[] list)
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    Requests++;
                    context.Response.ContentType = "application/pkix-crl";
                    await context.Response.OutputStream.WriteAsync(list);
                    context.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
            }
        }
    }
}
