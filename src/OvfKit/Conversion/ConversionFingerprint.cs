using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OvfKit.Editing;
using OvfKit.IO;
using OvfKit.Packaging;

namespace OvfKit.Conversion;

/// <summary>Tells whether two conversions are the same work, without reading the files: what one has finished is then what the other would make.</summary>
internal static class ConversionFingerprint
{
    /// <summary>The fingerprint of a package: its descriptor, its manifest, and what the other files show of themselves from outside.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="Diagnostics.InvalidContentException">A file leads out of the package, or the manifest cannot be understood.</exception>
    public static string OfSource(OvfPackage source)
    {
        var text = new StringBuilder();
        Add(text, source.DescriptorEntry.Name, Convert.ToHexStringLower(SHA256.HashData(source.Descriptor.ToBytes())));
        foreach (var line in source.Manifest?.Entries ?? [])
            Add(text, line.FileName, line.AlgorithmName, Convert.ToHexStringLower(line.Digest.Span));
        var files = source.Files.SelectMany(file => file.Parts.Count > 0 ? file.Parts : file.Entry is null ? [] : [file.Entry]);
        foreach (var entry in files.Concat(source.Extras).Append(source.ManifestEntry).Append(source.CertificateEntry).OfType<PackageEntry>().Distinct())
            AddSource(text, entry.Name, entry.Open());
        return Digest(text);
    }

    /// <summary>The fingerprint of what is asked for. The key of a signer is none of it, since the signature is always made last.</summary>
    /// <exception cref="IOException">A file that is added cannot be asked.</exception>
    public static string OfOptions(ConvertOptions options)
    {
        var text = new StringBuilder();
        Add(text, "version", typeof(PackageConverter).Assembly.GetName().Version);
        Add(text, "disks", options.DiskFormat?.Name, options.Disk.Variant, options.Disk.Level, options.Disk.Id, options.Disk.Time?.UtcTicks, options.Copy.Recode);
        AddPairs(text, options.Disk.Settings);
        Add(text, "storage", options.Storage?.Compress, options.Storage?.ChunkSize, options.Storage is null);
        Add(text, "manifest", options.Algorithm, options.KeepManifest, options.VerifyManifest, options.Signer is null, options.Version);
        foreach (var disk in options.AddedDisks)
            Add(text, "disk", disk.Name, disk.Image.Length, disk.Format?.Name, disk.Options.Variant);
        foreach (var file in options.AddedFiles)
            AddSource(text, file.Name, file.Source);
        if (options.Changes is { } changes)
            AddChanges(text, changes);
        return Digest(text);
    }

    private static void AddChanges(StringBuilder text, DescriptorChanges changes)
    {
        Add(text, "changes", changes.SystemId, changes.Configuration, changes.Name, changes.ProcessorCount, changes.MemoryInBytes, changes.Eula, changes.Annotation, changes.FreshIds, changes.Version);
        AddPairs(text, changes.Networks);
        AddPairs(text, changes.Properties);
        AddPairs(text, changes.AdapterNetworks.Select(static pair => KeyValuePair.Create(pair.Key.ToString(CultureInfo.InvariantCulture), pair.Value)));
        Add(text, ["removed disks", .. changes.RemovedDisks]);
        Add(text, ["removed files", .. changes.RemovedFiles]);
    }

    private static void AddSource(StringBuilder text, string name, ByteSource source) => Add(text, name, source.Length, source.Stamp);

    private static void AddPairs(StringBuilder text, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        foreach (var (key, value) in pairs.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            Add(text, key, value);
        Add(text, "end");
    }

    // Lengths in front keep one value from passing for two.
    private static void Add(StringBuilder text, params IEnumerable<object?> values)
    {
        foreach (var value in values.Select(static value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""))
            text.Append(CultureInfo.InvariantCulture, $"{value.Length}:{value} ");
        text.Append('\n');
    }

    private static string Digest(StringBuilder text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
}
