using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Xml;

namespace OvfKit.Cli.Commands;

/// <summary>Reads and writes descriptors that are looked at by themselves.</summary>
internal static class DescriptorFile
{
    /// <summary>Reads a descriptor by itself, or that of a package.</summary>
    public static async Task<OvfDescriptor> ReadAsync(string source, PackageInput input, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        using var taken = await input.TakeAsync(source, diagnostics, cancellationToken).ConfigureAwait(false);
        if (taken.IsDescriptor || !taken.IsPackage)
            return OvfDescriptor.Parse(await ReadBytesAsync(taken, cancellationToken).ConfigureAwait(false), taken.Name, diagnostics);
        using var package = await input.OpenAsync(taken, diagnostics, cancellationToken).ConfigureAwait(false);
        return package.Descriptor;
    }

    /// <summary>The bytes of a source that should be a descriptor.</summary>
    public static async Task<byte[]> ReadBytesAsync(InputSource input, CancellationToken cancellationToken)
    {
        using var opened = input.Bytes is not null ? null
            : input.Address is { } address ? await HttpByteSource.OpenAsync(address, InputSource.Client, null, cancellationToken).ConfigureAwait(false)
            : ByteSource.OpenFile(input.Text);
        var source = opened ?? input.Bytes!;
        if (source.Length > XmlLimits.Default.MaxBytes)
            throw TextDiagnostics.TooLarge.Invalid(new Location(source.Name), string.Create(CultureInfo.InvariantCulture,
                $"the file has {source.Length:N0} bytes; a descriptor has at most {XmlLimits.Default.MaxBytes:N0}"));
        var bytes = new byte[source.Length];
        source.ReadExactly(0, bytes);
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
