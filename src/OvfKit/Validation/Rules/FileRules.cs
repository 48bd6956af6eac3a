using System.Buffers;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Validation.Reading;
using static OvfKit.Validation.EnvelopeDiagnostics;
using static OvfKit.Validation.ValidationContext;

namespace OvfKit.Validation.Rules;

/// <summary>The list of files: ids, addresses, sizes, compression (§7.1).</summary>
internal sealed class FileRules : ValidationRule
{
    // The characters of RFC 3986, and all beyond ASCII: those are an IRI's, which XML Schema's anyURI allows.
    private static readonly SearchValues<char> _notInUris = SearchValues.Create(" \"<>\\^`{|}\t\r\n");

    public override IReadOnlyList<DiagnosticDescriptor> Codes { get; } =
    [
        FileWithoutId, DuplicateFileId, FileWithoutHref, SameFileTwice, FileSizeUnreadable, FileSizeNegative, ChunkSizeUnreadable, UnknownCompression,
        RetiredCompression, HrefNotUri, HrefScheme, CompressedFileTooLarge, EmptyDiskFile,
    ];

    public override void Check(ValidationContext context)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in context.Index.Files)
        {
            if (context.Read.Text(file, "id") is not { } id)
                context.Report(FileWithoutId, file, "the file has no ovf:id, so no disk can refer to it");
            else if (!ids.Add(id))
                context.Report(DuplicateFileId, file, $"the id {Show(id)} is that of an earlier file; give each its own");
            CheckAddress(context, file, addresses);
            CheckSizes(context, file);
            CheckCompression(context, file);
        }
        foreach (var disk in context.Index.Disks)
            CheckDiskFile(context, disk);
    }

    private static void CheckAddress(ValidationContext context, XElement file, HashSet<string> addresses)
    {
        if (context.Read.Attribute(file, "href") is not { } href || href.Value.Trim() is not { Length: > 0 } address)
        {
            context.Report(FileWithoutHref, file, "the file has no ovf:href, so nobody knows where it is");
            return;
        }
        if (!addresses.Add(Uri.UnescapeDataString(address.StartsWith("./", StringComparison.Ordinal) ? address[2..] : address)))
            context.Report(SameFileTwice, href, $"{Show(address)} is listed already; list a file once, and let several disks refer to the one entry");
        if (address.AsSpan().IndexOfAny(_notInUris) is var at and >= 0)
        {
            context.Report(HrefNotUri, href,
                $"{Show(address)} is no URI because of {(address[at] == ' ' ? "a space" : $"the character {Show(address[at].ToString())}")}; write it as %{(int)address[at]:X2}, or a backslash as /");
        }
        else if (Scheme(address) is { } scheme && scheme.ToUpperInvariant() is not ("HTTP" or "HTTPS" or "FILE"))
        {
            context.Report(HrefScheme, href, $"the address begins with {Show(scheme)}; readers know relative names, file, http and https");
        }
    }

    private static void CheckSizes(ValidationContext context, XElement file)
    {
        if (context.Read.Attribute(file, "size") is { } size)
        {
            if (ElementReading.Integer(size.Value) is not { } bytes || bytes > ulong.MaxValue)
                context.Report(FileSizeUnreadable, size, $"the size is {Show(size.Value)}; a number of bytes was expected");
            else if (bytes < 0)
                context.Report(FileSizeNegative, size, $"the size is {Show(size.Value)}; leave the attribute out where the size is not known");
        }
        if (context.Read.Attribute(file, "chunkSize") is { } chunk && !(ElementReading.Integer(chunk.Value) is { } length && length > 0 && length <= long.MaxValue))
            context.Report(ChunkSizeUnreadable, chunk, $"the size of the chunks is {Show(chunk.Value)}; a number of bytes above zero was expected");
    }

    private static void CheckCompression(ValidationContext context, XElement file)
    {
        if (context.Read.Attribute(file, "compression") is not { } compression)
            return;
        var name = compression.Value.Trim().ToUpperInvariant();
        if (name is not ("" or "GZIP" or "IDENTITY" or "BZIP2" or "NONE"))
            context.Report(UnknownCompression, compression, $"the compression is {Show(compression.Value)}; \"gzip\" or \"identity\" was expected");
        else if (name is "BZIP2" or "NONE")
            context.Report(RetiredCompression, compression,
                $"the compression is {Show(compression.Value)}, which was allowed before OVF 1.1 only; use \"gzip\", or no attribute for none");
    }

    private static void CheckDiskFile(ValidationContext context, XElement disk)
    {
        if (context.Read.Text(disk, "fileRef") is not { } id || context.Index.FindFile(id) is not { } file
            || ElementReading.Integer(context.Read.Text(file, "size")) is not { } size)
        {
            return;
        }
        var capacity = ElementReading.Integer(context.Read.Text(disk, "capacity"));
        var name = Show(context.Read.Text(disk, "diskId"));

        // A size that is given is the real one, and a disk that begins empty has no file. What is on a server may be produced when it is asked for, so a
        // size of 0 says nothing there.
        if (size == 0 && capacity > 0 && Scheme(context.Read.Text(file, "href") ?? "") is null)
        {
            context.Report(EmptyDiskFile, context.Read.Attribute(file, "size")!,
                $"the file of disk {name} is said to have 0 bytes, and no disk is stored in none; write its real size, or leave the attribute out");
        }

        // gzip adds 18 bytes and 5 for each 64 KiB it cannot make smaller; the disk's format adds its tables. Twice the capacity is beyond all that.
        var unit = AllocationUnits.BytesPerUnit(context.Read.Text(disk, "capacityAllocationUnits"));
        if ("gzip".Equals(context.Read.Text(file, "compression"), StringComparison.OrdinalIgnoreCase) && capacity is { } units && units > 0 && units <= long.MaxValue && unit is { } bytes
            && size > (units * bytes * 2) + (1 << 20))
        {
            context.Report(CompressedFileTooLarge, context.Read.Attribute(file, "size")!,
                $"the compressed file of disk {name} is said to have {size} bytes, which is more than twice the disk's capacity of {units * bytes}; one of the two is wrong");
        }
    }

    private static string? Scheme(string address)
    {
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && char.IsAsciiLetter(address[0]) && address.AsSpan(0, colon).IndexOfAnyExcept(_inSchemes) < 0 ? address[..colon] : null;
    }

    private static readonly SearchValues<char> _inSchemes = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
}
