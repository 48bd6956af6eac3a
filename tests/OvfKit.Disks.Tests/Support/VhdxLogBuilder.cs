using System.Buffers.Binary;

namespace OvfKit.Disks.Tests.Support;

/// <summary>Writes the log of a VHDX entry by entry, sound or not, without help from the code under test.</summary>
public sealed class VhdxLogBuilder(int length = 1 << 20)
{
    public const int Sector = 4096;

    public Guid Id { get; init; } = new("5ca1ab1e-0000-4000-8000-000000000001");

    public byte[] Ring { get; } = new byte[length];

    /// <summary>Where the next entry goes.</summary>
    public int Position { get; set; }

    /// <summary>The number of the next entry.</summary>
    public ulong Number { get; set; } = 1000;

    /// <summary>Where the oldest entry that counts is.</summary>
    public int Tail { get; set; }

    public long FlushedFileOffset { get; set; }

    public long LastFileOffset { get; set; }

    /// <summary>Where each entry was put, and how long it is.</summary>
    public List<(int Offset, int Length)> Entries { get; } = [];

    /// <summary>A change that stores a sector.</summary>
    public static Change Data(long offset, byte[] data) => new(offset, data, 0);

    /// <summary>A change that zeroes a range.</summary>
    public static Change Zeros(long offset, long zeros) => new(offset, null, zeros);

    /// <summary>Begins the log somewhere else in the ring.</summary>
    public VhdxLogBuilder From(int position)
    {
        Position = Tail = position;
        return this;
    }

    /// <summary>Appends an entry.</summary>
    /// <param name="changes">What it changes.</param>
    public VhdxLogBuilder Add(params Change[] changes) => Add(_ => { }, changes);

    /// <summary>Appends an entry that is damaged before its checksum is made.</summary>
    public VhdxLogBuilder Add(Action<byte[]> damage, params Change[] changes)
    {
        var head = (64 + (changes.Length * 32) + Sector - 1) / Sector * Sector;
        var entry = new byte[head + (changes.Count(change => change.Bytes is not null) * Sector)];
        "loge"u8.CopyTo(entry);
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(8), entry.Length);
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(12), Tail);
        BinaryPrimitives.WriteUInt64LittleEndian(entry.AsSpan(16), Number);
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(24), changes.Length);
        Id.TryWriteBytes(entry.AsSpan(32));
        BinaryPrimitives.WriteInt64LittleEndian(entry.AsSpan(48), FlushedFileOffset);
        BinaryPrimitives.WriteInt64LittleEndian(entry.AsSpan(56), LastFileOffset);
        var next = head;
        for (var i = 0; i < changes.Length; i++)
        {
            var descriptor = entry.AsSpan(64 + (i * 32));
            BinaryPrimitives.WriteInt64LittleEndian(descriptor[16..], changes[i].Offset);
            BinaryPrimitives.WriteUInt64LittleEndian(descriptor[24..], Number);
            if (changes[i].Bytes is not { } data)
            {
                "zero"u8.CopyTo(descriptor);
                BinaryPrimitives.WriteInt64LittleEndian(descriptor[8..], changes[i].ZeroLength);
                continue;
            }

            "desc"u8.CopyTo(descriptor);
            data.AsSpan(Sector - 4).CopyTo(descriptor[4..]);
            data.AsSpan(0, 8).CopyTo(descriptor[8..]);
            var sector = entry.AsSpan(next, Sector);
            data.CopyTo(sector);
            "data"u8.CopyTo(sector);
            BinaryPrimitives.WriteUInt32LittleEndian(sector[4..], (uint)(Number >> 32));
            BinaryPrimitives.WriteUInt32LittleEndian(sector[(Sector - 4)..], (uint)Number);
            next += Sector;
        }

        damage(entry);
        VhdxBuilder.Seal(entry);
        for (var i = 0; i < entry.Length; i++)
            Ring[(Position + i) % Ring.Length] = entry[i];
        Entries.Add((Position, entry.Length));
        Position = (Position + entry.Length) % Ring.Length;
        Number++;
        return this;
    }

    /// <summary>One descriptor.</summary>
    public sealed record Change(long Offset, byte[]? Bytes, long ZeroLength);
}
