using System.Buffers.Binary;

namespace OvfKit.Disks.Tests.Support;

/// <summary>Reads the numbers of structures under inspection.</summary>
public static class LittleEndian
{
    public static short I16(this byte[] bytes, int at) => BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(at));

    public static int I32(this byte[] bytes, long at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan((int)at));

    public static long I64(this byte[] bytes, long at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan((int)at));
}
