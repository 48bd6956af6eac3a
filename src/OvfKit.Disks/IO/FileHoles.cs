using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OvfKit.IO;

/// <summary>Asks the file system where a sparse file holds data: <c>lseek(SEEK_DATA)</c> on Unix, <c>FSCTL_QUERY_ALLOCATED_RANGES</c> on Windows;
/// and makes files sparse, which on Unix they are anyway.</summary>
/// <remarks>The Windows part follows the documentation of DeviceIoControl and has not been run by the project's own tests.</remarks>
internal static partial class FileHoles
{
    private const int ErrorMoreData = 234;
    private const uint FsctlQueryAllocatedRanges = 0x000940CF;
    private const uint FsctlSetSparse = 0x000900C4;
    private const int SeekEnd = 2;
    private const int NoSuchData = 6; // ENXIO, the same number on Linux, macOS and FreeBSD

    // lseek takes a 64-bit offset only where off_t has 64 bits.
    public static bool Supported { get; } = OperatingSystem.IsWindows() || (Environment.Is64BitProcess && (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD()));

    private static int SeekData => OperatingSystem.IsMacOS() ? 4 : 3;

    private static int SeekHole => OperatingSystem.IsMacOS() ? 3 : 4;

    public static ByteRange? NextData(SafeFileHandle handle, long offset, long length) =>
        OperatingSystem.IsWindows() ? NextDataWindows(handle, offset, length) : NextDataUnix(handle, offset, length);

    /// <summary>The length of a file or block device, which has no length of its own but can be sought to its end.</summary>
    public static long LengthOf(SafeFileHandle handle) =>
        RandomAccess.GetLength(handle) is var length && length == 0 && OperatingSystem.IsLinux() && Supported ? Math.Max(0, Seek(handle, 0, SeekEnd)) : length;

    /// <summary>Lets a new file keep holes. A file system that cannot fills them with zeros, which is as right.</summary>
    public static void Allow(SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows())
            DeviceIoControl(handle, FsctlSetSparse, default, 0, out _, 0, out _, 0);
    }

    private static ByteRange? NextDataUnix(SafeFileHandle handle, long offset, long length)
    {
        var data = Seek(handle, offset, SeekData);
        if (data < 0)
        {
            // A file system or device that cannot tell answers EINVAL: then all of it counts as data.
            return Marshal.GetLastPInvokeError() == NoSuchData ? null : new ByteRange(offset, length - offset);
        }

        if (data >= length)
            return null;
        var hole = Seek(handle, data, SeekHole);
        return new ByteRange(data, (hole < 0 ? length : Math.Min(hole, length)) - data);
    }

    private static ByteRange? NextDataWindows(SafeFileHandle handle, long offset, long length)
    {
        var asked = new ByteRange(offset, length - offset);
        if (!DeviceIoControl(handle, FsctlQueryAllocatedRanges, in asked, 16, out var found, 16, out var returned, 0)
            && Marshal.GetLastPInvokeError() is var error and not ErrorMoreData)
        {
            const int invalidFunction = 1;
            return error == invalidFunction ? asked : throw new IOException("the allocated ranges cannot be read", new Win32Exception(error));
        }

        if (returned == 0)
            return null;
        var start = Math.Max(found.Offset, offset);
        return new ByteRange(start, Math.Min(found.End, length) - start);
    }

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Seek(SafeFileHandle handle, long offset, int whence);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool DeviceIoControl(SafeFileHandle handle, uint code, in ByteRange input, int inputLength, out ByteRange output, int outputLength, out int returned, nint overlapped);
}
