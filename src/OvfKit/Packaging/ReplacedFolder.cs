using OvfKit.Diagnostics;

namespace OvfKit.Packaging;

/// <summary>Sees to it that a package takes the place of a package, and of nothing else that somebody keeps in the folder.</summary>
internal static class ReplacedFolder
{
    /// <summary>Refuses a folder with anything in it that is not listed in its descriptor or manifest.</summary>
    /// <param name="path">The folder; need not be there.</param>
    /// <exception cref="IOException">There is something that would be lost, or the folder cannot be read.</exception>
    public static void RequireNothingElse(string path)
    {
        var folder = new DirectoryInfo(path);
        if (folder.Exists && StrangerIn(folder, "", PartsOf(path)) is { } stranger)
            throw new IOException($"{path} holds \"{stranger}\", which is no part of a package that can be read and would be lost; move it elsewhere, or give another name");
    }

    private static HashSet<string> PartsOf(string path)
    {
        try
        {
            using var package = OvfPackage.Open(path);
            var listed = package.Manifest?.Entries.Select(line => package.Find(line.FileName)) ?? [];
            return [.. new[] { package.DescriptorEntry, package.ManifestEntry, package.CertificateEntry }
                .Concat(package.Files.SelectMany(static file => file.Parts)).Concat(listed).OfType<PackageEntry>().Select(static entry => entry.Name)];
        }
        catch (OvfKitException)
        {
            return [];
        }
    }

    private static string? StrangerIn(DirectoryInfo folder, string prefix, HashSet<string> parts)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var name = prefix + entry.Name;
            var stranger = entry is DirectoryInfo { LinkTarget: null } inner ? StrangerIn(inner, name + "/", parts) : parts.Contains(name) ? null : name;
            if (stranger is not null)
                return stranger;
        }

        return null;
    }
}
