using System.Buffers.Binary;

namespace OvfKit.Disks.Tests.Support;

/// <summary>Reads the numbers of structures under inspection.</summary>
public static class BigEndian
{
    public static int BigI32(this byte[] bytes, int at) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));

    public static long BigI64(this byte[] bytes, int at) => BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(at));
}
