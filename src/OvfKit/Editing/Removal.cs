using System.Xml.Linq;
using OvfKit.Model;
using OvfKit.Xml;

namespace OvfKit.Editing;

/// <summary>The disks and files of a descriptor that go, and what goes with them.</summary>
internal sealed class Removal
{
    private readonly Envelope _envelope;
    private readonly List<VirtualDisk> _disks = [];
    private readonly List<FileReference> _files = [];

    private Removal(Envelope envelope) => _envelope = envelope;

    /// <summary>The files that go.</summary>
    public IReadOnlyList<FileReference> Files => _files;

    /// <summary>Works out what goes. Changes nothing.</summary>
    /// <exception cref="ArgumentException">There is no such disk or file, or something else needs it.</exception>
    public static Removal Of(Envelope envelope, DescriptorChanges changes)
    {
        var removal = new Removal(envelope);
        if (changes.RemovedDisks.IsDefaultOrEmpty && changes.RemovedFiles.IsDefaultOrEmpty)
            return removal;
        var disks = envelope.SectionsOf<DiskSection>().SelectMany(static section => section.Disks).ToList();
        var files = envelope.References?.Files.ToList() ?? [];
        foreach (var id in changes.RemovedDisks)
            removal._disks.Add(disks.Find(disk => disk.DiskId == id)
                ?? throw new ArgumentException($"there is no disk \"{id}\"; there are {string.Join(", ", disks.Select(static disk => $"\"{disk.DiskId}\"").DefaultIfEmpty("none"))}"));
        var kept = disks.Except(removal._disks).ToList();
        if (removal._disks.Find(disk => kept.Exists(child => child.ParentRef == disk.DiskId)) is { } parent)
            throw new ArgumentException($"disk \"{parent.DiskId}\" cannot be removed: another disk holds changes to it (ovf:parentRef); remove that one, too, or convert the disks");
        removal._files.AddRange(files.Where(file => file.Id is { } id && removal._disks.Exists(disk => disk.FileRef == id) && !kept.Exists(disk => disk.FileRef == id)));
        foreach (var name in changes.RemovedFiles)
        {
            var file = files.Find(file => file.Id == name || file.Href == name || Uri.UnescapeDataString(file.Href ?? "") == name)
                ?? throw new ArgumentException($"there is no file \"{name}\"");
            if (kept.Find(disk => disk.FileRef == file.Id) is { } holder)
                throw new ArgumentException($"file \"{name}\" holds disk \"{holder.DiskId}\"; remove the disk");
            removal._files.Add(file);
        }

        return removal;
    }

    /// <summary>Removes it, with the drives, icons, translations and settings that refer to it.</summary>
    public void Apply()
    {
        foreach (var disk in _disks)
        {
            RemoveDrives(disk);
            disk.Remove();
        }

        foreach (var file in _files.Where(static file => file.Element.Parent is not null))
        {
            RemoveReferences(file);
            file.Remove();
        }
    }

    private void RemoveDrives(VirtualDisk disk)
    {
        foreach (var system in _envelope.VirtualSystems)
        {
            foreach (var drive in system.DiskDrives.Where(drive => drive.Disk == disk))
                drive.Item.Remove();
            if (system.VirtualBoxMachine is { } machine && FreshIds.VirtualBoxId(disk) is { } id)
                RemoveMedium(machine.Element, id);
        }
    }

    // VirtualBox refuses a package whose machine has a medium that no disk stands for.
    private static void RemoveMedium(XElement machine, Guid id)
    {
        foreach (var medium in machine.Descendants().Where(element => element.Name.LocalName is "Image" or "HardDisk" && Guid.TryParse((string?)element.Attribute("uuid"), out var uuid) && uuid == id).ToList())
            Indentation.Remove(medium is { Name.LocalName: "Image", Parent.Name.LocalName: "AttachedDevice" } ? medium.Parent! : medium);
    }

    private void RemoveReferences(FileReference file)
    {
        if (file.Id is not { Length: > 0 } id)
            return;
        var resource = "/file/" + id;
        foreach (var element in _envelope.Element.Descendants().Where(element => Refers(element, id, resource)).ToList())
        {
            if (element.Parent is not null)
                Indentation.Remove(element);
        }
    }

    private static bool Refers(XElement element, string id, string resource) =>
        (element.Name.LocalName is "Icon" or "Strings" && element.Attributes().Any(attribute => attribute.Name.LocalName == "fileRef" && attribute.Value == id))
        || (element.Name.LocalName == "HostResource" && element.Value.Trim().EndsWith(resource, StringComparison.Ordinal))
        || (element.Name.Namespace == OvfNamespaces.VMware && element.Attributes().Any(attribute => attribute.Name.LocalName == "value" && attribute.Value.EndsWith(resource, StringComparison.Ordinal)));
}
