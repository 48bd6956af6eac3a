using OvfKit.Disks;

namespace OvfKit.Packaging;

/// <summary>How far work on a package is.</summary>
/// <param name="Position">Bytes done, over all files.</param>
/// <param name="Length">Bytes in all; for a disk that is converted these are guest bytes.</param>
/// <param name="FileName">The file being worked on.</param>
public readonly record struct PackageProgress(long Position, long Length, string FileName);

/// <summary>Adds up what several files report. Thread-safe.</summary>
internal sealed class ProgressMeter(long total, IProgress<PackageProgress>? target)
{
    private long _position;

    public Action<long> For(string file) => bytes =>
        target?.Report(new PackageProgress(Interlocked.Add(ref _position, bytes), total, file));

    public IProgress<CopyProgress> ForDisk(string file) => new DiskMeter(For(file));

    private sealed class DiskMeter(Action<long> advance) : IProgress<CopyProgress>
    {
        private long _last;

        public void Report(CopyProgress value)
        {
            advance(value.Position - _last);
            _last = value.Position;
        }
    }
}
