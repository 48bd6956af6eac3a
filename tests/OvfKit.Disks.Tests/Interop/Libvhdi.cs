using System.Globalization;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Interop;

/// <summary>What libvhdi reads of a VHD or VHDX.</summary>
internal static class Libvhdi
{
    private const string Script = """
        import pyvhdi, sys, hashlib
        files = []
        for name in sys.argv[1:]:
            file = pyvhdi.file()
            file.open(name)
            files.append(file)
        for child, parent in zip(files, files[1:]):
            child.set_parent(parent)
        size, at, sha = files[0].get_media_size(), 0, hashlib.sha256()
        while at < size:
            data = files[0].read_buffer_at_offset(min(1 << 20, size - at), at)
            sha.update(data)
            at += len(data)
        print(size, sha.hexdigest())
        """;

    /// <summary>Demands that libvhdi reads of the first file, with the others as its parents, what an image holds.</summary>
    public static void AssertSame(DiskImage expected, TempFolder folder, params string[] files) => Assert.Equal(
        string.Create(CultureInfo.InvariantCulture, $"{expected.Length} {DiskAssert.Hash(expected)}"),
        ForeignTool.RequirePython("pyvhdi").RunIn(folder.Path, ["-c", Script, .. files]).Trim());
}
