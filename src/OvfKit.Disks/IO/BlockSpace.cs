using OvfKit.Diagnostics;
using OvfKit.Disks;

namespace OvfKit.IO;

/// <summary>What a file's bytes are used for: its own tables, and blocks of one size. Finds bytes that are used twice and room for blocks that nobody uses.</summary>
/// <param name="blockSize">The bytes a block takes in the file.</param>
internal sealed class BlockSpace(long blockSize)
{
    private const long Structure = -1;

    private readonly List<Use> _uses = [];

    /// <summary>Takes a part of the file for its own tables.</summary>
    public void TakeStructure(ByteRange range) => _uses.Add(new Use(range.Offset, range.Length, Structure));

    /// <summary>Takes places for blocks that follow one another in the file as on the disk.</summary>
    /// <param name="offset">The file offset of the first one.</param>
    /// <param name="block">Its number.</param>
    /// <param name="count">How many there are.</param>
    public void TakeBlocks(long offset, long block, long count = 1)
    {
        // Blocks mostly come in rows, so that a row takes no more memory than a block.
        if (_uses.Count > 0 && _uses[^1] is var last && last.End == offset && last.Block != Structure && last.Block + (last.Length / blockSize) == block)
            _uses[^1] = last with { Length = last.Length + (count * blockSize) };
        else
            _uses.Add(new Use(offset, count * blockSize, block));
    }

    /// <summary>The first bytes that are used twice, and by which blocks: the other one is null where it is a table; null when there are none.</summary>
    public (long At, long Block, long? Other)? FindOverlap()
    {
        var last = default(Use);
        foreach (var use in Sorted())
        {
            if (use.Offset < last.End && (use.Block != Structure || last.Block != Structure))
                return use.Block == Structure ? (use.Offset, last.BlockAt(use.Offset, blockSize), null) : (use.Offset, use.Block, last.Block == Structure ? null : last.BlockAt(use.Offset, blockSize));
            if (use.End > last.End)
                last = use;
        }

        return null;
    }

    /// <summary>Reports room for blocks that nobody uses.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="end">Where the file ends, or what stands at its end begins.</param>
    /// <param name="findings">Receives the finding.</param>
    public void ReportUnused(string file, long end, DiagnosticBag findings)
    {
        var (count, first, at) = (0L, 0L, 0L);
        foreach (var use in Sorted().Append(new Use(end, 0, Structure)))
        {
            // What is smaller than a block is there because places are rounded.
            if ((use.Offset - at) / blockSize is > 0 and var unused)
            {
                first = count == 0 ? at : first;
                count += unused;
            }

            at = Math.Max(at, use.End);
        }

        if (count > 0)
        {
            findings.Add(DiskDiagnostics.UnusedBlocks.At(
                Location.AtOffset(file, first), $"no table names {count} blocks of {blockSize} bytes, so that {count * blockSize} bytes of the file hold nothing; a compacted copy does without"));
        }
    }

    private List<Use> Sorted()
    {
        _uses.Sort((a, b) => (a.Offset, a.Block).CompareTo((b.Offset, b.Block)));
        return _uses;
    }

    private readonly record struct Use(long Offset, long Length, long Block)
    {
        public long End => Offset + Length;

        public long BlockAt(long offset, long blockSize) => Block + ((offset - Offset) / blockSize);
    }
}
