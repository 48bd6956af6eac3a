using System.Buffers.Binary;
using System.Runtime.InteropServices;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Holds grain tables against their redundant copies, which must say the same.</summary>
internal static class VmdkTableComparison
{
    public static void Run(ByteSource source, VmdkTableLayout layout, VmdkGrainDirectory directory, VmdkGrainDirectory copy, DiagnosticBag findings)
    {
        var (table, other) = (new byte[layout.TableBytes], new byte[layout.TableBytes]);
        for (var i = 0; i < directory.Length; i++)
        {
            Read(source, directory[i], table);
            Read(source, copy[i], other);
            var same = table.AsSpan().CommonPrefixLength(other) / sizeof(uint);
            if (same == layout.EntriesPerTable)
                continue;
            var differing = Differences(table, other);
            var at = directory[i] == 0 ? directory.Offset + (i * sizeof(uint)) : directory[i] + (same * sizeof(uint));
            findings.Add(VmdkDiagnostics.TablesDiffer.At(
                Location.AtOffset(source.Name, at),
                $"grain table {i} and its redundant copy differ in {differing} of {layout.EntriesPerTable} entries, first at entry {same} ({Entry(table, same)} here, {Entry(other, same)} there); the disk was not closed cleanly or is damaged"));
        }
    }

    private static void Read(ByteSource source, long offset, Span<byte> table)
    {
        if (offset == 0)
            table.Clear();
        else
            source.ReadExactly(offset, table);
    }

    private static uint Entry(ReadOnlySpan<byte> table, int slot) => BinaryPrimitives.ReadUInt32LittleEndian(table[(slot * sizeof(uint))..]);

    private static int Differences(ReadOnlySpan<byte> table, ReadOnlySpan<byte> other)
    {
        var a = MemoryMarshal.Cast<byte, uint>(table);
        var b = MemoryMarshal.Cast<byte, uint>(other);
        var count = 0;
        for (var i = 0; i < a.Length; i++)
            count += a[i] == b[i] ? 0 : 1;
        return count;
    }
}
