using System.Globalization;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Interop;

/// <summary>What a library of libyal reads of an image.</summary>
/// <param name="module">Its Python module.</param>
internal sealed class Libyal(string module)
{
    private const string Script = """
        import hashlib, importlib, sys
        library = importlib.import_module(sys.argv[1])
        images = []
        for name in sys.argv[2:]:
            image = library.handle() if hasattr(library, "handle") else library.file()
            image.open(name)
            if hasattr(image, "open_extent_data_files"):
                image.open_extent_data_files()
            images.append(image)
        for child, parent in zip(images, images[1:]):
            child.set_parent(parent)
        size, at, sha = images[0].get_media_size(), 0, hashlib.sha256()
        while at < size:
            data = images[0].read_buffer_at_offset(min(1 << 20, size - at), at)
            sha.update(data)
            at += len(data)
        print(size, sha.hexdigest())
        """;

    /// <summary>Reads QCOW2, without Zstandard.</summary>
    public static Libyal Qcow { get; } = new("pyqcow");

    /// <summary>Reads VHD and VHDX.</summary>
    public static Libyal Vhdi { get; } = new("pyvhdi");

    /// <summary>Reads VMDK. Version 20200926 finds the data of a disk in one file by the name in its descriptor, so that a renamed disk is lost to it.</summary>
    public static Libyal Vmdk { get; } = new("pyvmdk");

    /// <summary>Demands that the library reads of the first file, with the others as its parents, what an image holds.</summary>
    public void AssertSame(DiskImage expected, TempFolder folder, params string[] files) => Assert.Equal(
        string.Create(CultureInfo.InvariantCulture, $"{expected.Length} {DiskAssert.Hash(expected)}"), Run(folder, files));

    /// <summary>The size and the digest of what the library reads.</summary>
    public string Run(TempFolder folder, params string[] files) => ForeignTool.RequirePython(module).RunIn(folder.Path, ["-c", Script, module, .. files]).Trim();
}
