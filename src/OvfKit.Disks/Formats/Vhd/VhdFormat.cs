using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhd;

/// <summary>VHD, the disk of Virtual PC, Hyper-V, Azure and XenServer (Microsoft, "Virtual Hard Disk Image Format Specification" 1.0).</summary>
public sealed class VhdFormat : DiskFormat
{
    internal const string Dynamic = "dynamic";
    internal const string Fixed = "fixed";
    internal const string Differencing = "differencing";
    private const string Uri = "http://go.microsoft.com/fwlink/?LinkId=137171";

    private VhdFormat()
    {
    }

    /// <summary>The one instance.</summary>
    public static VhdFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "vhd";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".vhd", ".avhd", ".vpc"];

    /// <inheritdoc/>
    /// <remarks>A differencing disk is written as the dynamic variant with <see cref="DiskWriteOptions.Parent"/>.</remarks>
    public override IReadOnlyList<DiskVariant> Variants { get; } =
    [
        new(Dynamic, Uri),
        new(Fixed, Uri),
        new(Differencing, Uri, Writable: false),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OtherUris { get; } =
    [
        "http://www.microsoft.com/technet/virtualserver/downloads/vhdspec.mspx",
        "http://technet.microsoft.com/en-us/library/bb676673.aspx",
        "http://technet.microsoft.com/en-us/virtualserver/bb676673.aspx",
        "http://technet.microsoft.com/en-us/virtualserver/bb676673.aspx#monolithic_flat",
        "http://technet.microsoft.com/en-us/virtualserver/bb676673.aspx#monolithic_sparse",
    ];

    /// <inheritdoc/>
    public override bool Matches(in DiskProbe probe) => VhdFooter.HasCookie(probe.Head) || VhdFooterSearch.EndsWithFooter(probe.Tail);

    /// <inheritdoc/>
    public override DiskImage Open(ByteSource source, DiskOpenOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return VhdImage.Open(this, source, options);
    }

    /// <inheritdoc/>
    public override Guid? ReadLinkId(ByteSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return VhdFooterSearch.Find(source, null).Footer.Id;
    }

    /// <inheritdoc/>
    public override DiskWriter CreateWriter(DiskSink sink, DiskWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(options);
        if (WritableVariant(options.Variant).Name == Dynamic)
        {
            WriteSettings.RefuseUnknown(this, options, VhdTarget.AlignSetting, VhdWriter.BlockSizeSetting);
            return new VhdWriter(sink, options);
        }

        WriteSettings.RefuseUnknown(this, options, VhdTarget.AlignSetting);
        WriteSettings.RefuseParent(Fixed, sink, options, Dynamic);
        return new VhdFixedWriter(sink, options);
    }
}
