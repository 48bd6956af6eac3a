using System.Globalization;
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
            if (format is not ("vmdk" or "vhdx" or "raw") || variant.StartsWith("split", StringComparison.Ordinal))
                continue;
            using var image = DiskFormats.BuiltIn.OpenFile(
                folder[file], new() { Resolver = new FolderReferences(folder.Path).Resolve }, format == "raw" ? DiskFormats.BuiltIn.Find("raw") : null);
            if (image.Length != long.Parse(size, CultureInfo.InvariantCulture) || DiskAssert.Hash(image) != sha)
                wrong.Add($"{file} ({variant}): {image.Length} bytes, {DiskAssert.Hash(image)}; expected {size}, {sha}");
            else
                right.Add($"{format} {variant}");
        }

        Assert.Empty(wrong);
        foreach (var variant in (string[])["vmdk monolithicSparse", "vmdk monolithicFlat", "vmdk twoGbMaxExtentSparse", "vmdk twoGbMaxExtentFlat", "vmdk streamOptimized", "vmdk overlay", "vmdk overlay2", "vmdk compat6", "vhdx fixed", "vhdx dynamic,block256M", "vhdx dynamic,block_state_zero=off", "raw holes"])
            Assert.Contains(variant, right);
    }
}
