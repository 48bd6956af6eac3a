namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>The id of a disk among the several a descriptor may have.</summary>
internal static class VmdkId
{
    /// <summary>VirtualBox's uuid.image first, because VirtualBox refuses a second disk with it; then VMware's uuid and long content id.</summary>
    public static Guid? Read(VmdkDescriptor descriptor) =>
        Guid.TryParse(descriptor["ddb.uuid.image"], out var image) && image != Guid.Empty ? image : Bytes(descriptor["ddb.uuid"]) ?? Bytes(descriptor["ddb.longContentID"]);

    // 16 bytes in hex, with or without blanks and a dash between them.
    private static Guid? Bytes(string? text)
    {
        var digits = string.Concat((text ?? "").Where(char.IsAsciiHexDigit));
        return digits.Length == 32 ? new Guid(Convert.FromHexString(digits)) : null;
    }
}
