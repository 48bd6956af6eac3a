namespace OvfKit.Disks.Formats.Xva;

/// <summary>Where the blocks of one disk lie in the archive: twelve bytes for each block that is there.</summary>
internal sealed class XvaBlocks
{
    public const int BlockSize = 1 << 20;

    private const long ChecksumFollows = 1;
    private const long IsShort = 2;

    private readonly Dictionary<int, byte[]> _checksums = [];
    private readonly Dictionary<int, (long Place, int Length)> _checksumFiles = [];
    private List<int> _indexes = [];
    private List<long> _places = [];
    private bool _inOrder = true;

    public int Count => _indexes.Count;

    public int LastIndex => _indexes.Count == 0 ? -1 : _indexes[^1];

    /// <summary>Adds a block as it is met in the archive.</summary>
    /// <param name="index">Its number within the disk.</param>
    /// <param name="place">The offset of its content, a multiple of 512: the bits below carry what else is known.</param>
    /// <param name="length">Its length.</param>
    public void Add(int index, long place, long length)
    {
        _inOrder &= index > LastIndex;
        _indexes.Add(index);
        _places.Add(place | (length == BlockSize ? 0 : IsShort));
    }

    /// <summary>Notes the file with a block's checksum.</summary>
    public void AddChecksum(int index, long place, long length, bool followsBlock)
    {
        if (followsBlock && _indexes.Count > 0 && _indexes[^1] == index)
            _places[^1] |= ChecksumFollows;
        else
            _checksumFiles[index] = (place, (int)Math.Min(length, int.MaxValue));
    }

    /// <summary>Notes a checksum that stands in a list for all blocks.</summary>
    public void AddChecksum(int index, byte[] checksum) => _checksums[index] = checksum;

    /// <summary>Brings the blocks into the disk's order. Of blocks that are there twice the later one counts.</summary>
    public void Complete()
    {
        if (_inOrder)
            return;
        var order = Enumerable.Range(0, _indexes.Count).OrderBy(i => _indexes[i]).ToList();
        var kept = order.Where((at, i) => i + 1 == order.Count || _indexes[order[i + 1]] != _indexes[at]).ToList();
        (_indexes, _places) = ([.. kept.Select(i => _indexes[i])], [.. kept.Select(i => _places[i])]);
    }

    /// <summary>Finds a block.</summary>
    /// <returns>Where its content is, or null and the number of the next block that is there (<see cref="int.MaxValue"/> for none).</returns>
    public (XvaBlock? Block, int Next) Find(int index)
    {
        var found = _indexes.BinarySearch(index);
        if (found < 0)
            return (null, ~found < _indexes.Count ? _indexes[~found] : int.MaxValue);
        var place = _places[found];
        return (new XvaBlock(index, place & ~511L, (place & IsShort) != 0, (place & ChecksumFollows) != 0), index);
    }

    /// <summary>The checksum from the list, or the file that holds it, where there is one that does not follow the block.</summary>
    public (byte[]? Checksum, (long Place, int Length)? File) ChecksumOf(int index) =>
        (_checksums.GetValueOrDefault(index), _checksumFiles.TryGetValue(index, out var file) ? file : null);
}

/// <summary>A block's content in the archive; its header stands in the 512 bytes before.</summary>
internal readonly record struct XvaBlock(int Index, long Place, bool IsShort, bool ChecksumFollows);
