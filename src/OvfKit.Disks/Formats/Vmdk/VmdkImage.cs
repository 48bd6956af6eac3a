using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>A VMDK: one link of a chain, its extents one behind the other.</summary>
internal sealed class VmdkImage : DiskImage
{
    private readonly VmdkDescriptor _descriptor;
    private readonly VmdkExtent[] _extents;
    private readonly long[] _starts;

    private VmdkImage(VmdkFormat format, ByteSource source, VmdkDescriptor descriptor, VmdkExtent[] extents, DiskImage? parent)
        : base(format, source.Name)
    {
        _descriptor = descriptor;
        // An extent of no sectors holds no byte to ask for.
        _extents = [.. extents.Where(extent => extent.Length > 0)];
        if (_extents.Length == 0)
            _extents = [extents[0]];
        _starts = new long[_extents.Length];
        for (var i = 0; i < _extents.Length; i++)
        {
            _starts[i] = Length;
            Length += _extents[i].Length;
        }

        Variant = VmdkCreateType.Canonical(descriptor.CreateType);
        Id = VmdkId.Read(descriptor);
        BlockSize = _extents.Max(extent => extent.BlockSize);
        BlockEncoding = _extents.Length == 1 ? _extents[0].BlockEncoding : null;
        LogicalSectorSize = descriptor.Number("ddb.logicalSectorSize") is { } size
            ? size == 4096 && Length % 4096 == 0 ? 4096 : 512
            : parent?.LogicalSectorSize is 4096 && Length % 4096 == 0 ? 4096 : 512;
        Parent = parent;
    }

    public override IReadOnlyList<KeyValuePair<string, string>> Properties =>
    [
        .. _extents[0].Properties,
        .. _descriptor.Extents.Count == 1 ? [] : Summary(),
        .. _descriptor.Values.Where(value => value.Key.StartsWith("ddb.", StringComparison.OrdinalIgnoreCase) || value.Key.EndsWith("CID", StringComparison.OrdinalIgnoreCase)),
    ];

    internal uint ContentId => _descriptor.ContentId;

    /// <summary>The id VirtualBox changes whenever it writes to the disk, or null.</summary>
    internal Guid? ModificationId => Guid.TryParse(_descriptor["ddb.uuid.modification"], out var id) && id != Guid.Empty ? id : null;

    /// <summary>The id by which children of VirtualBox name the disk, or null.</summary>
    public static Guid? ReadLinkId(ByteSource source) => VmdkId.Read(ReadDescriptor(source, DiskOpenOptions.Default));

    public static VmdkImage Open(VmdkFormat format, ByteSource source, DiskOpenOptions options)
    {
        var descriptor = ReadDescriptor(source, options);
        descriptor.RefuseEncrypted();
        var opened = new List<ByteSource>();
        DiskImage? parent = null;
        try
        {
            parent = VmdkParent.Open(source, descriptor, options);
            var image = new VmdkImage(format, source, descriptor, VmdkExtents.Open(source, descriptor, options, opened), parent);
            opened.ForEach(image.Own);
            return image;
        }
        catch
        {
            opened.ForEach(file => file.Dispose());
            parent?.Dispose();
            throw;
        }
    }

    protected override Run Locate(long offset)
    {
        var i = IndexOf(offset);
        return _extents[i].Locate(offset - _starts[i]);
    }

    protected override void Decode(in Run run, long offset, Span<byte> block)
    {
        var i = IndexOf(offset);
        _extents[i].Decode(run, offset - _starts[i], block);
    }

    protected internal override void CheckTables(DiagnosticBag findings)
    {
        foreach (var extent in _extents)
            extent.Check(findings);
    }

    protected override int ReadEncodedBlock(in Run run, long offset, Span<byte> destination) => _extents[0].ReadStored(run, offset, destination);

    private static VmdkDescriptor ReadDescriptor(ByteSource source, DiskOpenOptions options)
    {
        var head = new byte[4096];
        head = head[..source.Read(0, head)];
        if (head.AsSpan().StartsWith(VmdkHeader.Magic))
        {
            var header = VmdkHostedExtent.ReadHeader(source);
            if (header.DescriptorOffset != 0 && VmdkDescriptor.Read(source, header) is { IsEmpty: false } embedded)
                return embedded;
            return Alone(source, header.Compressed ? VmdkFormat.StreamOptimized : VmdkFormat.MonolithicSparse, "SPARSE", header.Capacity, 28, options);
        }

        if (head.AsSpan().StartsWith(VmdkCowdExtent.Magic))
        {
            var isDisk = !VmdkLoosePiece.IsPieceName(source.Name) && VmdkCowdExtent.IsRoot(source);
            return Alone(source, VmdkCreateType.VmfsSparse, "VMFSSPARSE", VmdkCowdExtent.Capacity(source), 0, isDisk ? null : options);
        }

        if (head.AsSpan().StartsWith(VmdkSeSparseHeader.Magic))
            return Alone(source, VmdkCreateType.SeSparse, "SESPARSE", VmdkSeSparseHeader.Read(source).Capacity, 0, options);
        if (VmdkText.IsDescriptor(head))
            return VmdkDescriptor.ReadText(source);
        throw VmdkLoosePiece.IsPieceName(source.Name)
            ? VmdkLoosePiece.Refuse(source, 0, options)
            : VmdkDiagnostics.BadHeader.Invalid(Location.AtOffset(source.Name, 0), "the file begins with none of the headers of a VMDK (KDMV, COWD, seSparse) and is no descriptor");
    }

    // An extent without a descriptor is a piece of a disk, or only the changes to another one, unless the caller wants what is there.
    private static VmdkDescriptor Alone(ByteSource source, string createType, string extentType, long capacity, long field, DiskOpenOptions? piece)
    {
        if (piece is { Recover: false })
            throw VmdkLoosePiece.Refuse(source, field, piece);
        piece?.Diagnostics?.Add(VmdkDiagnostics.ReadAlone.At(
            Location.AtOffset(source.Name, field), "the file is read as a disk of its own; if it is a piece of one, what is in the others is missing, and if it holds the changes of a snapshot, all else reads as zeros"));
        return VmdkDescriptor.ForExtent(source, createType, new("RW", capacity, extentType, null));
    }

    private int IndexOf(long offset)
    {
        if (_starts.Length == 1)
            return 0;
        var found = Array.BinarySearch(_starts, offset);
        return found < 0 ? ~found - 1 : found;
    }

    private IEnumerable<KeyValuePair<string, string>> Summary()
    {
        var kinds = _descriptor.Extents.GroupBy(line => line.IsZero ? "ZERO" : line.Type).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}"));
        yield return new("extents", string.Join(", ", kinds));
    }
}
