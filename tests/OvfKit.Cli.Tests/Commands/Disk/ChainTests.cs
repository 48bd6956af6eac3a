using System.Collections.Concurrent;
using System.Text.Json;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests.Commands.Disk;

/// <summary>Chains of parents, made, listed, flattened and moved by commands alone, in every format that has children.</summary>
public class ChainTests
{
    private const int MiB = 1 << 20;
    private static readonly ConcurrentDictionary<string, Dictionary<string, byte[]>> Chains = [];

    public static TheoryData<string, string> Formats { get; } = new()
    {
        { "vmdk:monolithicSparse", "vmdk" },
        { "vhd", "vhd" },
        { "vhdx", "vhdx" },
        { "vdi", "vdi" },
        { "qcow2", "qcow2" },
    };

    [Theory, MemberData(nameof(Formats)), InlineData("vmdk:twoGbMaxExtentSparse", "vmdk")]
    public void A_chain_is_written_listed_flattened_and_rebased(string to, string extension)
    {
        using var folder = WithChain(to, extension);
        Assert.Equal(["top", "child", "base"], Layers(folder, $"top.{extension}"));
        Same(folder, $"top.{extension}", "changed.raw");

        Cli.RunDone(folder.Path, "disk", "flatten", $"top.{extension}", $"flat.{extension}", "--verify");
        Assert.Equal(["flat"], Layers(folder, $"flat.{extension}"));
        Same(folder, $"flat.{extension}", "changed.raw");

        Cli.RunDone(folder.Path, "convert", "other.raw", $"other.{extension}", "--to", to);
        Cli.RunDone(folder.Path, "disk", "rebase", $"top.{extension}", $"moved.{extension}", "--child-of", $"other.{extension}", "--verify");
        Assert.Equal(["moved", "other"], Layers(folder, $"moved.{extension}"));
        Same(folder, $"moved.{extension}", "changed.raw");
        Assert.Equal(2, Cli.Run(folder.Path, "disk", "rebase", $"top.{extension}", $"no.{extension}").ExitCode);
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_missing_parent_is_told_and_found_where_the_user_says(string to, string extension)
    {
        using var folder = WithChain(to, extension);
        Directory.CreateDirectory(folder["below"]);
        foreach (var file in Directory.GetFiles(folder.Path, "base*." + extension))
            File.Move(file, Path.Combine(folder["below"], Path.GetFileName(file)));
        var parent = Path.Combine("below", $"base.{extension}");

        var (exitCode, output, _) = Cli.Run(folder.Path, "disk", "chain", $"top.{extension}", "--json");
        Assert.Equal(1, exitCode);
        using var json = JsonDocument.Parse(output);
        Assert.Contains("OVF6005", json.RootElement.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains(json.RootElement.GetProperty("references").EnumerateArray(), reference => !reference.GetProperty("found").GetBoolean());
        Assert.Equal(1, Cli.Run(folder.Path, "disk", "flatten", $"top.{extension}", $"flat.{extension}").ExitCode);
        Assert.False(File.Exists(folder[$"flat.{extension}"]));

        Assert.Equal(["top", "child", "base"], Layers(folder, $"top.{extension}", "--allow-references", "below"));
        Assert.Equal(["child", "base"], Layers(folder, $"child.{extension}", "--parent", parent));
        // Whoever makes a child of a child needs its parents too.
        Cli.RunDone(folder.Path, "disk", "create", $"next.{extension}", "--to", to, "--child-of", $"child.{extension}", "--allow-references", "below", "--verify");
        Cli.RunDone(folder.Path, "disk", "rebase", $"top.{extension}", $"moved.{extension}", "--child-of", $"child.{extension}", "--allow-references", "below", "--verify");
        Cli.RunDone(folder.Path, "disk", "compare", $"next.{extension}", "changed.raw", "--allow-references", "below");
    }

    [Fact]
    public void A_child_named_like_a_raw_disk_is_not_read_as_one_because_its_parent_is_of_no_known_format()
    {
        using var folder = WithChain("qcow2", "qcow2");
        var child = File.ReadAllBytes(folder["child.qcow2"]);
        // The extension that states the parent's format becomes one that says nothing.
        var stated = child.AsSpan().IndexOf((byte[])[0xE2, 0x79, 0x2A, 0xCA]);
        child[stated] = 0x12;
        File.WriteAllBytes(folder["child.img"], child);
        File.Move(folder["changed.raw"], folder["base.qcow2"], overwrite: true);

        var (exitCode, _, error) = Cli.Run(folder.Path, "disk", "hash", "child.img");
        Assert.Equal(1, exitCode);
        Assert.Contains("OVF6005", error, StringComparison.Ordinal);
        // The library's message knows of no options, so the tool says which one helps.
        Assert.Contains("--parent FILE", error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_parent_that_changed_is_not_taken_unless_the_user_insists(string to, string extension)
    {
        using var folder = WithChain(to, extension);
        Cli.RunDone(folder.Path, "convert", "other.raw", $"base.{extension}", "--to", to, "--force");

        var (exitCode, output, _) = Cli.Run(folder.Path, "disk", "chain", $"child.{extension}");
        // QCOW2 has nothing by which a parent is known.
        Assert.Equal(extension == "qcow2" ? 0 : 1, exitCode);
        Assert.Equal(extension != "qcow2", output.Contains("Problem", StringComparison.Ordinal));
        Assert.Equal(["child", "base"], Layers(folder, $"child.{extension}", "--accept-changed-parent", "--parent", $"base.{extension}"));
    }

    [Theory, InlineData("vhd", "vhd"), InlineData("qcow2", "qcow2")]
    public void A_child_is_never_written_over_its_own_parents(string to, string extension)
    {
        using var folder = WithChain(to, extension);
        var before = File.ReadAllBytes(folder[$"base.{extension}"]);

        foreach (var parent in (string[])["base", "child"])
            Assert.Equal(2, Cli.Run(folder.Path, "convert", "changed.raw", $"base.{extension}", "--to", to, "--child-of", $"{parent}.{extension}", "--force").ExitCode);
        Assert.Equal(before, File.ReadAllBytes(folder[$"base.{extension}"]));
        Assert.Equal(["top", "child", "base"], Layers(folder, $"top.{extension}"));
    }

    [Theory, InlineData("vhd"), InlineData("vdi")]
    public void A_child_never_gets_the_id_by_which_its_parent_is_found(string extension)
    {
        using var folder = WithChain(extension, extension);

        var (exitCode, _, error) = Cli.Run(folder.Path, "disk", "create", $"twin.{extension}", "--child-of", $"base.{extension}", "--keep-ids");
        Assert.Equal(2, exitCode);
        Assert.Contains("parent's id", error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder[$"twin.{extension}"]));
    }

    [Theory, InlineData("vmdk"), InlineData("vhd"), InlineData("vhdx"), InlineData("vdi")]
    public void Ids_are_fresh_kept_or_given(string extension)
    {
        const string given = "0f0e0d0c-0b0a-4908-8706-050403020100";
        using var folder = WithDisks();
        Cli.RunDone(folder.Path, "convert", "base.raw", $"given.{extension}", "--id", given);
        Cli.RunDone(folder.Path, "convert", $"given.{extension}", $"kept.{extension}", "--keep-ids");
        Cli.RunDone(folder.Path, "convert", $"given.{extension}", $"fresh.{extension}");

        Assert.Equal([given, given], new[] { "given", "kept" }.Select(name => Id(folder, $"{name}.{extension}")));
        Assert.NotEqual(given, Id(folder, $"fresh.{extension}"));
    }

    [Fact]
    public void A_snapshot_that_qemu_made_is_read_by_name_or_id()
    {
        using var folder = WithDisks();
        var qemu = ForeignTool.Require("qemu-img");
        qemu.RunIn(folder.Path, "convert", "-f", "raw", "-O", "qcow2", "base.raw", "disk.qcow2");
        qemu.RunIn(folder.Path, "snapshot", "-c", "before update", "disk.qcow2");
        ForeignTool.Require("qemu-io").RunIn(folder.Path, "-f", "qcow2", "-c", "write -P 0x5a 64k 512k", "disk.qcow2");

        Same(folder, "disk.qcow2", "base.raw", "--snapshot", "before update");
        Same(folder, "disk.qcow2", "base.raw", "--snapshot", "1");
        Assert.Equal(1, Cli.Run(folder.Path, "disk", "compare", "disk.qcow2", "base.raw").ExitCode);
        Assert.Contains("before update", Cli.Run(folder.Path, "disk", "hash", "disk.qcow2", "--snapshot", "other").Error, StringComparison.Ordinal);
        Cli.RunDone(folder.Path, "disk", "flatten", "disk.qcow2", "old.qcow2", "--snapshot", "before update", "--verify");
        qemu.RunIn(folder.Path, "compare", "-f", "qcow2", "-F", "raw", "old.qcow2", "base.raw");
    }

    [Fact]
    public void A_variant_that_holds_whole_disks_says_which_one_takes_a_parent()
    {
        using var folder = WithDisks();
        Cli.RunDone(folder.Path, "convert", "base.raw", "base.vmdk");

        var (exitCode, _, error) = Cli.Run(folder.Path, "disk", "create", "child.vmdk", "--child-of", "base.vmdk");
        Assert.Equal(1, exitCode);
        Assert.Contains("choose monolithicSparse", error, StringComparison.Ordinal);
        Cli.RunDone(folder.Path, "disk", "create", "child.vmdk", "--child-of", "base.vmdk", "--to", "vmdk:monolithicSparse", "--verify");
    }

    private static void Same(TempFolder folder, string first, string second, params string[] options) =>
        Assert.Equal("same content\n", Cli.RunDone(folder.Path, ["disk", "compare", first, second, .. options]));

    private static List<string> Layers(TempFolder folder, string disk, params string[] options)
    {
        using var json = JsonDocument.Parse(Cli.RunDone(folder.Path, ["disk", "chain", disk, "--json", .. options]));
        return [.. json.RootElement.GetProperty("layers").EnumerateArray().Select(layer => Path.GetFileNameWithoutExtension(layer.GetProperty("name").GetString()!))];
    }

    private static string? Id(TempFolder folder, string disk)
    {
        using var json = JsonDocument.Parse(Cli.RunDone(folder.Path, "disk", "chain", disk, "--json"));
        return json.RootElement.GetProperty("layers")[0].GetProperty("id").GetString();
    }

    private static TempFolder WithChain(string to, string extension)
    {
        var folder = new TempFolder();
        foreach (var (name, bytes) in Chains.GetOrAdd(to, _ => WriteChain(to, extension)))
            File.WriteAllBytes(folder[name], bytes);
        return folder;
    }

    private static Dictionary<string, byte[]> WriteChain(string to, string extension)
    {
        using var folder = WithDisks();
        Cli.RunDone(folder.Path, "convert", "base.raw", $"base.{extension}", "--to", to);
        Cli.RunDone(folder.Path, "convert", "changed.raw", $"child.{extension}", "--to", to, "--child-of", $"base.{extension}", "--verify");
        Cli.RunDone(folder.Path, "disk", "create", $"top.{extension}", "--to", to, "--child-of", $"child.{extension}");
        return Directory.GetFiles(folder.Path).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
    }

    private static TempFolder WithDisks()
    {
        var folder = new TempFolder();
        var random = new Random(4);
        var bytes = new byte[4 * MiB];
        random.NextBytes(bytes.AsSpan(0, 200_000));
        bytes.AsSpan(MiB, MiB).Fill((byte)'x');
        File.WriteAllBytes(folder["base.raw"], bytes);

        // Zeros over data, new data, and the last sector.
        bytes.AsSpan(100_000, 50_000).Clear();
        random.NextBytes(bytes.AsSpan(3 * MiB, 70_000));
        bytes.AsSpan(bytes.Length - 512).Fill((byte)'e');
        File.WriteAllBytes(folder["changed.raw"], bytes);

        var other = new byte[4 * MiB];
        random.NextBytes(other.AsSpan(2 * MiB, MiB));
        File.WriteAllBytes(folder["other.raw"], other);
        return folder;
    }
}
