using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Interop;

/// <summary>A matrix of images that a script beside the repository makes with qemu; it prints the true hash of each.</summary>
public class ImageMatrixTests
{
    [Fact]
    public void Every_image_of_the_matrix_reads_as_it_should()
    {
        if (RepositoryFiles.Reference("interop/make_images.sh") is not { } script)
        {
            Assert.Skip("shared/interop/make_images.sh is not beside the repository");
            return;
        }

        var bash = ForeignTool.Require("bash");
        ForeignTool.Require("qemu-img");
        ForeignTool.Require("qemu-io");
        ForeignTool.Require("openssl");
        using var folder = new TempFolder();
        var rows = bash.RunIn(folder.Path, script, folder.Path, "--no-big").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t')).ToList();

        var wrong = new List<string>();
        var right = new List<string>();
        foreach (var row in rows)
        {
            var (file, format, variant, size, sha) = (row[0], row[1], row[2], row[4], row[5]);
            if (format is not ("vmdk" or "vhdx" or "vpc" or "vdi" or "qcow2" or "qcow" or "qed" or "parallels" or "raw"))
                continue;
            try
            {
                var snapshot = file.Split('@');
                using var image = DiskFormats.BuiltIn.OpenFile(
                    folder[snapshot[0]], new() { Resolver = new FolderReferences(folder.Path).Resolve, Snapshot = snapshot.ElementAtOrDefault(1) }, format == "raw" ? DiskFormats.BuiltIn.Find("raw") : null);
                if (image.Length != long.Parse(size, CultureInfo.InvariantCulture) || DiskAssert.Hash(image) != sha)
                    wrong.Add($"{file} ({variant}): {image.Length} bytes, {DiskAssert.Hash(image)}; expected {size}, {sha}");
                else
                    right.Add($"{format} {variant}");
            }
            catch (UnsupportedContentException exception) when (format is "qcow" or "qed")
            {
                Assert.Equal("OVF6504", exception.Diagnostic.Id);
                right.Add(format);
            }
        }

        Assert.Empty(wrong);
        foreach (var variant in (string[])["raw holes", "raw split-10M", "qcow", "qed", "parallels v2", "parallels v2,cluster64K", "vpc dynamic,force_size", "vpc fixed,chs-rounded", "vdi dynamic", "vdi static", .. Vmdk, .. Vhdx, .. Qcow2])
            Assert.Contains(variant, right);
    }

    private static IEnumerable<string> Vmdk { get; } =
        ((string[])["monolithicSparse", "monolithicFlat", "twoGbMaxExtentSparse", "twoGbMaxExtentFlat", "streamOptimized", "overlay", "overlay2", "compat6"]).Select(variant => "vmdk " + variant);

    private static IEnumerable<string> Vhdx { get; } = ((string[])["fixed", "dynamic,block256M", "dynamic,block_state_zero=off"]).Select(variant => "vhdx " + variant);

    private static IEnumerable<string> Qcow2 { get; } = ((string[])
    [
        "v2", "v3", "v2,compressed-zlib", "v3,compressed-zlib", "v3,compressed-zstd", "v3,compressed-zlib,cluster4K", "v3,cluster512", "v3,cluster2M", "v3,extended_l2", "v3,extended_l2,compressed",
        "v3,lazy_refcounts", "v3,preallocation=metadata", "v3,external-data-file", "v3,external-data-file-raw", "overlay", "overlay2", "overlay-larger", "overlay-smaller",
        "internal-snapshots-active", "internal-snapshot-s0", "internal-snapshot-s1",
    ]).Select(variant => "qcow2 " + variant);
}
