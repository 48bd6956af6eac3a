using System.Security.Cryptography;

namespace OvfKit.Disks;

/// <summary>Makes further ids of an image from its first, so that the same id and input give the same bytes.</summary>
internal static class DerivedId
{
    /// <summary>The id that belongs to another one.</summary>
    /// <param name="id">The image's id.</param>
    /// <param name="salt">Tells the ids of one image apart.</param>
    /// <param name="parent">An id of the parent, where the image may have the same first id as that and must not pass for it.</param>
    public static Guid From(Guid id, byte salt, Guid? parent = null)
    {
        byte[] bytes = [.. id.ToByteArray(), .. parent?.ToByteArray() ?? [], salt];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new Guid(hash[..16]);
    }
}
