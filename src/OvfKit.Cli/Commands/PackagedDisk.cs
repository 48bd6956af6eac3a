using OvfKit.Diagnostics;
using OvfKit.Disks;

namespace OvfKit.Cli.Commands;

/// <summary>A disk that is read where it lies: inside a package.</summary>
internal static class PackagedDisk
{
    /// <summary>Whether a disk is meant by a package's name and this target.</summary>
    public static bool IsMeant(string target, ConvertArguments arguments) =>
        target != InputSource.Standard && (arguments.Input.Disk is not null || (DiskFormats.BuiltIn.FindByExtension(target) is not null && !Directory.Exists(target)));

    /// <summary>Writes one disk of a package as a file of its own.</summary>
    /// <exception cref="IntegrityException">The disk is not what the manifest says.</exception>
    public static async Task<int> ConvertAsync(InputSource source, string target, ConvertArguments arguments, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var name = arguments.Output.To is { } to ? FormatName.Parse(to) : FormatName.ForTarget(target);
        using var package = await arguments.PackageInput.OpenAsync(source, diagnostics, cancellationToken).ConfigureAwait(false);
        var disk = package.FindDisk(arguments.Input.Disk);
        if (disk.File is { } file && !arguments.SkipManifestCheck)
            await package.RequireIntactAsync(file, cancellationToken).ConfigureAwait(false);
        using var image = package.OpenDisk(disk, DiskFiles.Options(arguments.Input, diagnostics, null, cancellationToken));
        await DiskConversion.WriteAsync(image, name, target, arguments.Output, arguments.Input, diagnostics, cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }

    /// <summary>Opens one disk of a package.</summary>
    /// <returns>The image, with which the package is disposed.</returns>
    public static DiskImage Open(InputSource source, DiskInput input, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var package = new PackageInput(TempDirectory: input.TempDirectory, Quiet: input.Quiet).OpenAsync(source, diagnostics, cancellationToken).GetAwaiter().GetResult();
        try
        {
            var image = package.OpenDisk(package.FindDisk(input.Disk), DiskFiles.Options(input, diagnostics, null, cancellationToken));
            image.Own(package);
            return image;
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }
}
