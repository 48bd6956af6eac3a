using System.Collections.Immutable;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Editing;
using OvfKit.Model;
using OvfKit.Tests.Schema;
using OvfKit.Validation;
using OvfKit.Xml;

namespace OvfKit.Tests.Editing;

public sealed class DescriptorEditorTests
{
    public static TheoryData<string> Refusals => [.. _refusals.Keys];

    private static readonly Dictionary<string, (DescriptorChanges Changes, string Message)> _refusals = new()
    {
        ["system"] = (new() { SystemId = "x", Name = "n" }, "there is no virtual system \"x\"; there are \"vm\""),
        ["configuration"] = (new() { Configuration = "x" }, "no configuration \"x\""),
        ["network"] = (new() { Networks = Pair("x", "y") }, "there is no network \"x\"; there are \"VM Network\", \"Backup\""),
        ["adapter"] = (new() { AdapterNetworks = ImmutableDictionary<int, string>.Empty.Add(2, "x") }, "there is no network adapter 2; the virtual system has 1"),
        ["property"] = (new() { Properties = Pair("x", "y") }, "there is no property \"x\"; there are \"com.example.port\""),
        ["value"] = (new() { Properties = Pair("com.example.port", "many") }, "property \"com.example.port\" cannot have that value"),
        ["disk"] = (new() { RemovedDisks = ["x"] }, "there is no disk \"x\"; there are \"one\", \"two\""),
        ["file"] = (new() { RemovedFiles = ["x"] }, "there is no file \"x\""),
        ["disk's file"] = (new() { RemovedFiles = ["second.raw"] }, "file \"second.raw\" holds disk \"two\"; remove the disk"),
    };

    [Fact]
    public void Nothing_asked_changes_nothing() => Assert.Empty(EditSample.NewLines(EditSample.Edited(new())));

    [Fact]
    public void Values_that_are_there_already_change_nothing() =>
        Assert.Empty(EditSample.NewLines(EditSample.Edited(new() { Name = "Old name", ProcessorCount = 1, MemoryInBytes = 512 << 20 })));

    [Fact]
    public void Only_the_touched_text_changes()
    {
        var edited = EditSample.Edited(new() { Name = "New <name>", MemoryInBytes = 2L << 30, Networks = Pair("VM Network", "LAN") });
        Assert.Equal(
            [
                "<Network   ovf:name=\"LAN\"><Description>The network</Description></Network>",
                "<Name>New &lt;name&gt;</Name>",
                "<System><vssd:ElementName>Family</vssd:ElementName><vssd:InstanceID>0</vssd:InstanceID><vssd:VirtualSystemIdentifier>New &lt;name&gt;</vssd:VirtualSystemIdentifier><vssd:VirtualSystemType>vmx-13</vssd:VirtualSystemType></System>",
                "<Item><rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits><rasd:ElementName>2048MB of memory</rasd:ElementName><rasd:InstanceID>2</rasd:InstanceID><rasd:ResourceType>4</rasd:ResourceType><rasd:VirtualQuantity>2048</rasd:VirtualQuantity></Item>",
                "<Item><rasd:Address>00:50:56:ab:cd:ef</rasd:Address><rasd:Connection>LAN</rasd:Connection><rasd:ElementName>NIC</rasd:ElementName><rasd:InstanceID>6</rasd:InstanceID><rasd:ResourceType>10</rasd:ResourceType></Item>",
            ],
            EditSample.NewLines(edited));
    }

    [Fact]
    public void Every_change_leaves_a_valid_descriptor()
    {
        var edited = EditSample.Edited(new()
        {
            Configuration = "large", Name = "n", ProcessorCount = 2, MemoryInBytes = 1 << 30, Networks = Pair("VM Network", "LAN"),
            AdapterNetworks = ImmutableDictionary<int, string>.Empty.Add(1, "DMZ"), Properties = Pair("com.example.port", "443"),
            Eula = "New\nlicence", Annotation = "a remark", RemovedDisks = ["two"], RemovedFiles = ["icon.png"], FreshIds = true, Version = OvfVersion.Two,
        });
        Assert.Empty(Oracle.Complaints(edited.Document));
        var found = new DiagnosticBag();
        DescriptorValidator.Validate(edited, null, found);
        Assert.DoesNotContain(found, one => one.Severity == DiagnosticSeverity.Error);
        Assert.Equal("DMZ", Assert.Single(edited.Envelope.VirtualSystems[0].NetworkAdapters).Connection[0]);
        Assert.Equal(["LAN", "Backup", "DMZ"], edited.Envelope.NetworkSection!.Networks.Select(network => network.Name));
    }

    [Fact]
    public void Networks_that_get_one_name_become_one_and_names_can_be_swapped()
    {
        var joined = EditSample.Edited(new() { Networks = Pair("VM Network", "Backup") });
        Assert.Equal(["Backup"], joined.Envelope.NetworkSection!.Networks.Select(network => network.Name));
        Assert.Equal("Backup", joined.Envelope.VirtualSystems[0].NetworkAdapters[0].Connection[0]);
        var swapped = EditSample.Edited(new() { Networks = Pair("VM Network", "Backup").Add("Backup", "VM Network") });
        Assert.Equal(["Backup", "VM Network"], swapped.Envelope.NetworkSection!.Networks.Select(network => network.Name));
        Assert.Equal("Backup", swapped.Envelope.VirtualSystems[0].NetworkAdapters[0].Connection[0]);
    }

    [Fact]
    public void A_property_has_its_value_in_every_configuration()
    {
        var property = EditSample.Edited(new() { Properties = Pair("com.example.port", "443") }).Envelope.VirtualSystems[0].Products[0].Properties[0];
        Assert.Equal(("443", "443"), (property.DefaultIn("small"), property.DefaultIn("large")));
    }

    [Theory]
    [InlineData("small", 1, "80")]
    [InlineData("large", 4, "8080")]
    public void One_configuration_is_settled_on(string configuration, int processors, string port)
    {
        var edited = EditSample.Edited(new() { Configuration = configuration });
        var system = edited.Envelope.VirtualSystems[0];
        Assert.Null(edited.Envelope.DeploymentOptions);
        Assert.DoesNotContain("configuration", Encoding.UTF8.GetString(edited.ToBytes()), StringComparison.Ordinal);
        Assert.Equal(processors, system.ProcessorCount);
        Assert.Equal(512 << 20, system.MemoryInBytes);
        Assert.Single(system.Hardware, item => item.ResourceType == ResourceKinds.Processor);
        Assert.Equal(port, system.Products[0].Properties[0].Default);
        Assert.Empty(Oracle.Complaints(edited.Document));
    }

    [Fact]
    public void Licence_and_remark_lose_the_translations_of_the_former_text()
    {
        var system = EditSample.Edited(new() { Eula = "New licence", Annotation = "first" }).Envelope.VirtualSystems[0];
        Assert.Equal(("New licence", null), (Assert.Single(system.Eulas).License, system.Eulas[0].LicenseMessage!.MessageId));
        Assert.Equal("first", system.Annotation!.Annotation);
    }

    [Fact]
    public void A_disk_goes_with_its_drive_its_file_and_its_place_in_VirtualBox()
    {
        var edited = EditSample.Edited(new() { RemovedDisks = ["one"] }, EditSample.WithVirtualBox);
        Assert.Equal(["two"], edited.Envelope.DiskSection!.Disks.Select(disk => disk.DiskId));
        Assert.Equal(["file2", "icon"], edited.Envelope.References!.Files.Select(file => file.Id));
        Assert.Equal("two", Assert.Single(edited.Envelope.VirtualSystems[0].DiskDrives).Disk!.DiskId);
        Assert.Empty(edited.Envelope.VirtualSystems[0].VirtualBoxMachine!.ImageIds);
    }

    [Fact]
    public void A_disk_that_another_needs_stays()
    {
        var text = EditSample.Text.Replace("ovf:diskId=\"two\"", "ovf:diskId=\"two\" ovf:parentRef=\"one\"", StringComparison.Ordinal);
        var refused = Assert.Throws<ArgumentException>(() => EditSample.Edited(new() { RemovedDisks = ["one"] }, text));
        Assert.Contains("another disk holds changes to it", refused.Message, StringComparison.Ordinal);
        Assert.Empty(EditSample.Edited(new() { RemovedDisks = ["two", "one"] }, text).Envelope.DiskSection!.Disks);
    }

    [Fact]
    public void A_file_goes_with_the_icon_that_shows_it()
    {
        var edited = EditSample.Edited(new() { RemovedFiles = ["icon.png"] });
        Assert.Equal(["file1", "file2"], edited.Envelope.References!.Files.Select(file => file.Id));
        Assert.DoesNotContain(edited.Document.Descendants(), element => element.Name.LocalName == "Icon");
    }

    [Fact]
    public void Fresh_ids_are_new_and_agree_with_each_other()
    {
        var (first, second) = (EditSample.Edited(new() { FreshIds = true }, EditSample.WithVirtualBox), EditSample.Edited(new() { FreshIds = true }, EditSample.WithVirtualBox));
        foreach (var edited in new[] { first, second })
        {
            var system = edited.Envelope.VirtualSystems[0];
            var machine = system.VirtualBoxMachine!;
            Assert.Matches("^00:50:56:[0-3][0-9a-f]:[0-9a-f]{2}:[0-9a-f]{2}$", system.NetworkAdapters[0].Address);
            Assert.NotEqual("00:50:56:ab:cd:ef", system.NetworkAdapters[0].Address);
            Assert.Matches("^\\{[0-9a-f-]{36}\\}$", machine.Uuid);
            Assert.NotEqual(EditSample.Machine, machine.Uuid);
            var disk = (string?)edited.Envelope.DiskSection!.Disks[0].Element.Attribute(OvfNamespaces.VirtualBox + "uuid");
            Assert.NotEqual(EditSample.DiskId, disk);
            Assert.Equal([disk!], machine.ImageIds);
            Assert.Matches("MACAddress=\"080027[0-9A-F]{6}\"", machine.Element.ToString());
            Assert.Matches("^([0-9a-f]{2} ){7}[0-9a-f]{2}-([0-9a-f]{2} ){7}[0-9a-f]{2}$", system.HardwareSections[0].VMwareExtraConfig["uuid.bios"]);
            Assert.NotEqual(EditSample.Parse().Envelope.VirtualSystems[0].HardwareSections[0].VMwareExtraConfig["uuid.bios"], system.HardwareSections[0].VMwareExtraConfig["uuid.bios"]);
        }

        Assert.NotEqual(first.Envelope.VirtualSystems[0].VirtualBoxMachine!.Uuid, second.Envelope.VirtualSystems[0].VirtualBoxMachine!.Uuid);
    }

    [Fact]
    public void VirtualBox_sees_name_processors_and_memory()
    {
        var machine = EditSample.Edited(new() { Name = "n", ProcessorCount = 3, MemoryInBytes = 1 << 30 }, EditSample.WithVirtualBox).Envelope.VirtualSystems[0].VirtualBoxMachine!;
        Assert.Equal(("n", 3, 1024L), (machine.Name, machine.ProcessorCount, machine.MemoryInMebibytes));
    }

    [Fact]
    public void OVF7007_networks_are_not_changed_in_what_VirtualBox_reads()
    {
        var found = new DiagnosticBag();
        EditSample.Edited(new() { Networks = Pair("Backup", "LAN") }, EditSample.WithVirtualBox, found);
        Assert.Equal("OVF7007", Assert.Single(found).Id);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_is_not_there_is_named(string what)
    {
        var refused = Assert.Throws<ArgumentException>(() => EditSample.Edited(_refusals[what].Changes));
        Assert.Contains(_refusals[what].Message, refused.Message, StringComparison.Ordinal);
    }

    private static ImmutableDictionary<string, string> Pair(string key, string value) => ImmutableDictionary<string, string>.Empty.Add(key, value);
}
