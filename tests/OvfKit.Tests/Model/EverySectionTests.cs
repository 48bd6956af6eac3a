using OvfKit.Model;
using OvfKit.Tests.Schemas;

namespace OvfKit.Tests.Model;

public sealed class EverySectionTests
{
    private static Envelope Envelope(OvfVersion version) => EverySection.Parse(version).Envelope;

    private static T Find<T>(OvfVersion version)
        where T : OvfSection
    {
        var envelope = Envelope(version);
        return envelope.Section<T>() ?? envelope.Content!.DescendantsAndSelf().Select(static content => content.Section<T>()).First(static section => section is not null)!;
    }

    [Theory]
    [InlineData(OvfVersion.One), InlineData(OvfVersion.Two)]
    public void The_sample_is_valid_and_has_every_section_of_its_version(OvfVersion version)
    {
        var descriptor = EverySection.Parse(version);
        Assert.Empty(OracleValidation.Complaints(descriptor));

        var found = descriptor.Envelope.Content!.DescendantsAndSelf().SelectMany(static content => content.Sections).Concat(descriptor.Envelope.Sections)
            .Select(static section => section.GetType()).Distinct().ToList();
        var all = typeof(OvfSection).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(OvfSection)) && type != typeof(UnknownSection)).ToList();
        Assert.Equal(version == OvfVersion.One ? 11 : 18, found.Count);
        Assert.DoesNotContain(typeof(UnknownSection), found);
        if (version == OvfVersion.Two)
            Assert.Equal(all.Order(Comparer<Type>.Create(ByName)), found.Order(Comparer<Type>.Create(ByName)));

        static int ByName(Type? a, Type? b) => string.CompareOrdinal(a!.Name, b!.Name);
    }

    [Theory]
    [InlineData(OvfVersion.One), InlineData(OvfVersion.Two)]
    public void Sections_of_the_package_are_typed(OvfVersion version)
    {
        var envelope = Envelope(version);
        Assert.Equal("en-US", envelope.Language);
        Assert.Equal(("disks", "Disks"), (envelope.DiskSection!.InfoMessage!.MessageId, envelope.DiskSection.InfoMessage.Text));
        Assert.Equal("Disks", Assert.Single(envelope.DiskSection.Extensions).Name.LocalName);
        Assert.Equal("Note", Assert.Single(envelope.References!.Files[1].Extensions).Name.LocalName);
        var option = Assert.Single(envelope.Section<DeploymentOptionSection>()!.Configurations);
        Assert.Equal(("small", true, "Small", "For tests"), (option.Id, option.Default, option.Label, option.Description));
        Assert.Equal(["de", "fr"], envelope.Strings.Select(static bundle => bundle.Language));
        Assert.Equal([("disks", "Platten"), ("eula", "Tu Gutes.")], envelope.Strings[0].Messages.Select(static message => (message.MessageId!, message.Text)));
        Assert.Equal("file2", envelope.Strings[1].FileRef);
    }

    [Theory]
    [InlineData(OvfVersion.One), InlineData(OvfVersion.Two)]
    public void Sections_of_collections_are_typed(OvfVersion version)
    {
        var collection = Assert.IsType<VirtualSystemCollection>(Envelope(version).Content);
        Assert.Equal(("all", "All", "Everything"), (collection.Id, collection.Info, collection.Name));
        var item = Assert.Single(collection.Section<ResourceAllocationSection>()!.Items);
        Assert.Equal(("min", 4096L, 300L), (item.Bound, item.Limit, item.Reservation));
        var start = Assert.Single(collection.Section<StartupSection>()!.Items);
        Assert.Equal(("vm", 1, 30, true, "powerOn", 5, "guestShutdown"),
            (start.Id, start.Order, start.StartDelay, start.WaitingForGuest, start.StartAction, start.StopDelay, start.StopAction));
        Assert.Equal(["vm", "deep"], Envelope(version).VirtualSystems.Select(static system => system.Id));
        Assert.Equal(["all", "vm", "inner", "innermost", "deep"], collection.DescendantsAndSelf().Select(static content => content.Id));
    }

    [Theory]
    [InlineData(OvfVersion.One), InlineData(OvfVersion.Two)]
    public void Sections_of_systems_are_typed(OvfVersion version)
    {
        var system = Envelope(version).VirtualSystems[0];
        Assert.Equal(300, system.Section<InstallSection>()!.InitialBootStopDelay);
        var hardware = system.HardwareSections[0];
        Assert.Equal(("hw", "iso"), (hardware.Id, hardware.Transport));
        Assert.Equal(["first", "second"], hardware.System!.Notes);
        Assert.Equal(("small", "Config"), (hardware.Items[0].Configuration, hardware.Items[0].Extensions[0].Name.LocalName));
        var product = system.Products[0];
        Assert.Equal(("1.0.1", "http://p", "http://v", "http://${ip}"), (product.FullVersion, product.ProductUrl, product.VendorUrl, product.AppUrl));
        var icon = Assert.Single(product.Icons);
        Assert.Equal(("file2", 16, 32, "image/png"), (icon.FileRef, icon.Height, icon.Width, icon.MimeType));
        Assert.Equal(["Network", "Rest"], product.Categories.Select(static category => category.Text));
        Assert.Equal([typeof(Message), typeof(ProductProperty), typeof(Message), typeof(ProductProperty)], product.Settings.Select(static setting => setting.GetType()));
        var value = Assert.Single(product.Properties[0].Values);
        Assert.Equal(("10.0.0.2", "small", "MinLen(1)"), (value.Value, value.Configuration, product.Properties[0].Qualifiers));
        Assert.False(system.Annotation!.IsRequired);
        Assert.Equal("eula", system.Eulas[0].LicenseMessage!.MessageId);
    }

    [Fact]
    public void Sections_of_version_2_are_typed()
    {
        Assert.True(Find<SharedDiskSection>(OvfVersion.Two).SharedDisks[0].ReadOnly);
        Assert.Equal(1, Find<SharedDiskSection>(OvfVersion.Two).SharedDisks[0].CapacityInBytes);
        var network = Find<NetworkSection>(OvfVersion.Two).Networks[0];
        Assert.Equal("profile", network.PortProfiles[0].Items[0].ElementName);
        Assert.Equal(["http://example.com/profile"], network.PortProfileUris);
        var group = Find<PlacementGroupSection>(OvfVersion.Two);
        Assert.Equal(("pg", "affinity", "Together"), (group.Id, group.Policy, group.Description));
        Assert.Equal("EncryptedKey", Find<EncryptionSection>(OvfVersion.Two).Keys[0].Name.LocalName);
        var scale = Find<ScaleOutSection>(OvfVersion.Two);
        Assert.Equal(("more", 4L, 2L, 8L), (scale.Id, scale.InstanceCounts[0].Default, scale.InstanceCounts[0].Minimum, scale.InstanceCounts[0].Maximum));
        var files = Find<EnvironmentFilesSection>(OvfVersion.Two);
        Assert.Equal(("iso", "file2", "setup/icon.png"), (files.Transport, files.Files[0].FileRef, files.Files[0].Path));
        Assert.Equal(("Order", "b"), (Find<BootDeviceSection>(OvfVersion.Two).Configuration!.Caption, Find<BootDeviceSection>(OvfVersion.Two).Configuration!.InstanceId));
        Assert.Equal("pg", Find<PlacementSection>(OvfVersion.Two).Group);

        var hardware = Find<VirtualHardwareSection>(OvfVersion.Two);
        Assert.Equal([typeof(HardwareItem), typeof(EthernetPortItem), typeof(StorageItem)], hardware.Items.Select(static item => item.GetType()));
        Assert.True(hardware.EthernetPortItems[0].Promiscuous);
        Assert.Equal(3, hardware.StorageItems[0].Access);
        Assert.Equal(["ovf:/disk/disk1"], hardware.StorageItems[0].HostResource);
    }
}
