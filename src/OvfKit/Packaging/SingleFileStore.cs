using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>A place with one file, which is in memory: what a package begins with.</summary>
internal sealed class SingleFileStore(string name, ReadOnlyMemory<byte> content)
    : PackageStore(name, [new PackageEntry(name, content.Length, new Location(name), () => ByteSource.FromMemory(content, name))]);
