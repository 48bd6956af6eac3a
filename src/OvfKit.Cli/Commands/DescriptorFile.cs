using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Xml;

namespace OvfKit.Cli.Commands;

/// <summary>Reads and writes descriptors that are looked at by themselves.</summary>
internal static class DescriptorFile
{
    /// <summary>Reads the descriptor of a file called <c>.ovf</c>, or of a package.</summary>
    public static OvfDescriptor Read(string path, DiagnosticBag diagnostics)
    {
        if (Directory.Exists(path) || (!Path.GetExtension(path).Equals(".ovf", StringComparison.OrdinalIgnoreCase) && PackageStore.LooksLikePackage(path)))
        {
            using var package = OvfPackage.Open(path, new PackageOpenOptions { Diagnostics = diagnostics });
            return package.Descriptor;
        }

        return OvfDescriptor.Parse(ReadBytes(path), path, diagnostics);
    }

    /// <summary>The bytes of a file that should be a descriptor.</summary>
    public static byte[] ReadBytes(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length > XmlLimits.Default.MaxBytes)
            throw TextDiagnostics.TooLarge.Invalid(new Location(path), string.Create(CultureInfo.InvariantCulture,
                $"the file has {file.Length:N0} bytes; a descriptor has at most {XmlLimits.Default.MaxBytes:N0}"));
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Writes a descriptor; it appears when it is complete.</summary>
    /// <exception cref="IOException">The file is there and may not be replaced, or cannot be written.</exception>
    public static async Task WriteAsync(string path, OvfDescriptor descriptor, bool force, CancellationToken cancellationToken)
    {
        using var file = new PendingFile(path, force);
        await file.Stream.WriteAsync(descriptor.ToBytes(), cancellationToken).ConfigureAwait(false);
        file.Commit();
    }
}
