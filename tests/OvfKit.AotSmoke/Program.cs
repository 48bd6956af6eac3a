// Walks once through what the library does, in a native executable: AotSmoke PACKAGE. Prints what it saw; any failure ends it with a stack trace.
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OvfKit;
using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Packaging;
using OvfKit.Signing;
using OvfKit.Validation;

using var package = OvfPackage.Open(args[0]);
var verification = await package.VerifyAsync();
Console.WriteLine($"verified: {verification}");

foreach (var disk in package.Disks)
{
    using var image = package.OpenDisk(disk);
    var sector = new byte[512];
    image.Read(0, sector);
    Console.WriteLine($"disk {disk}: {image.Length} bytes, {image.Variant}, {image.Extents().Count()} extents");
}

var descriptor = package.Descriptor;
Console.WriteLine($"{descriptor.Envelope.VirtualSystems.Sum(static system => system.Hardware.Count)} items, {Findings(descriptor)} findings");

descriptor.Envelope.VirtualSystems[0].Name = "smoke";
descriptor.Envelope.VirtualSystems[0].HardwareSections[0].ResourceItems.Add(new HardwareItem { ElementName = "Network adapter", InstanceId = "99", ResourceType = 10, Connection = { "LAN" } });
descriptor.Envelope.Sections.Add(new AnnotationSection { Annotation = "added" });
var written = OvfDescriptor.Parse(descriptor.ToBytes(), "written.ovf");
Console.WriteLine($"{written.Envelope.VirtualSystems[0].Name}: {written.Envelope.VirtualSystems.Sum(static system => system.Hardware.Count)} items, {Findings(written)} findings");

var created = OvfDescriptor.Create(OvfVersion.Two);
Console.WriteLine($"created: {created.ToBytes().Length > 0}, {Findings(created)} findings");

using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
using var certificate = new CertificateRequest("CN=smoke", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
var signer = new PackageSigner(new PrivateKeySigner(key), certificate) { IncludeCms = true };
var signature = CertificateFile.Parse(await signer.SignAsync("a.mf", "manifest"u8.ToArray()), "a.cert");
var verdicts = SignatureVerifier.Verify(signature, "a.cert", "manifest"u8.ToArray(), "a.mf", new TrustOptions { Anchors = [certificate] });
Console.WriteLine($"signed: {verdicts.Signature} {verdicts.Cms} {verdicts.IsTrusted}");

static int Findings(OvfDescriptor descriptor)
{
    var findings = new DiagnosticBag();
    DescriptorValidator.Validate(descriptor, null, findings);
    return findings.Count;
}
