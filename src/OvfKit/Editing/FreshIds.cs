using System.Security.Cryptography;
using System.Xml.Linq;
using OvfKit.Model;
using OvfKit.Xml;

namespace OvfKit.Editing;

/// <summary>Replaces what must be unique among machines: the same former id becomes the same new one wherever it stands.</summary>
internal sealed class FreshIds
{
    private const int MacDigits = 12;
    private const string VMwareStatic = "005056";
    private static readonly string[] _machineKeys = ["uuid.bios", "uuid.location", "vc.uuid"];

    private readonly Dictionary<Guid, Guid> _ids = [];
    private readonly Dictionary<string, string> _addresses = [];

    /// <summary>Gives fresh ids to an envelope's machines, disks and adapters.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="imageIds">The ids that images got already, by disk.</param>
    public static void Give(Envelope envelope, IReadOnlyDictionary<string, Guid> imageIds)
    {
        var ids = new FreshIds();
        foreach (var disk in envelope.SectionsOf<DiskSection>().SelectMany(static section => section.Disks))
        {
            if (VirtualBoxId(disk) is not { } former)
                continue;
            if (disk.DiskId is { } id && imageIds.TryGetValue(id, out var given))
                ids._ids[former] = given;
            ids.Replace(disk.Element.Attribute(OvfNamespaces.VirtualBox + "uuid")!);
        }

        foreach (var system in envelope.VirtualSystems)
            ids.Replace(system);
    }

    /// <summary>The id VirtualBox has for a disk (<c>vbox:uuid</c>), or null.</summary>
    public static Guid? VirtualBoxId(VirtualDisk disk) => Guid.TryParse((string?)disk.Element.Attribute(OvfNamespaces.VirtualBox + "uuid"), out var id) ? id : null;

    private void Replace(VirtualSystem system)
    {
        foreach (var section in system.HardwareSections)
        {
            if (section.System is { } settings && Guid.TryParse(settings.VirtualSystemIdentifier, out var identifier))
                settings.VirtualSystemIdentifier = Of(identifier).ToString("D");
            foreach (var setting in section.VMwareExtraConfig.Where(static setting => _machineKeys.Contains(setting.Key)))
                setting.Value = OfVMware(setting.Value);
        }

        foreach (var adapter in system.NetworkAdapters.Where(static adapter => adapter.Address is not null))
            adapter.Address = Address(adapter.Address!);
        if (system.VirtualBoxMachine is not { } machine)
            return;
        foreach (var attribute in machine.Element.DescendantsAndSelf().Attributes().ToList())
        {
            if (attribute.Name.LocalName == "uuid")
                Replace(attribute);
            else if (attribute.Name.LocalName == "MACAddress")
                attribute.Value = Address(attribute.Value);
        }
    }

    private void Replace(XAttribute attribute)
    {
        if (Guid.TryParse(attribute.Value, out var former))
            attribute.Value = Of(former).ToString(attribute.Value.StartsWith('{') ? "B" : "D");
    }

    private Guid Of(Guid former) => _ids.TryGetValue(former, out var fresh) ? fresh : _ids[former] = Guid.NewGuid();

    // "56 4d 1c … -9f 0b …": VMware writes the bytes in pairs with a hyphen in the middle.
    private string OfVMware(string value)
    {
        var digits = new string([.. value.Where(char.IsAsciiHexDigit)]);
        if (!Guid.TryParseExact(digits, "N", out var former))
            return value;
        var fresh = Of(former).ToString("N");
        var next = 0;
        return new string([.. value.Select(c => char.IsAsciiHexDigit(c) ? fresh[next++] : c)]);
    }

    // The maker's half stays, since hypervisors demand theirs; so does the way it is written.
    private string Address(string value)
    {
        var digits = new string([.. value.Where(char.IsAsciiHexDigit)]).ToUpperInvariant();
        if (digits.Length != MacDigits || value.Any(static c => !char.IsAsciiHexDigit(c) && c is not (':' or '-' or '.')))
            return value;
        if (!_addresses.TryGetValue(digits, out var fresh))
        {
            do
            {
                var tail = RandomNumberGenerator.GetInt32(digits.StartsWith(VMwareStatic, StringComparison.Ordinal) ? 0x40_0000 : 0x100_0000);
                fresh = digits[..6] + tail.ToString("X6", System.Globalization.CultureInfo.InvariantCulture);
            }
            while (fresh == digits || _addresses.ContainsValue(fresh));
            _addresses[digits] = fresh;
        }

        var isLower = value.Any(char.IsAsciiLetterLower);
        var next = 0;
        return new string([.. value.Select(c => !char.IsAsciiHexDigit(c) ? c : isLower ? char.ToLowerInvariant(fresh[next++]) : fresh[next++])]);
    }
}
