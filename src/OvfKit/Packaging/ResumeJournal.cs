using System.Security.Cryptography;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>Remembers in a partial folder what is finished of the work on it, so that a later run can go on from there.</summary>
/// <param name="folder">The partial folder, which may hold what an earlier run left.</param>
/// <param name="name">The folder's name to show to people.</param>
internal sealed class ResumeJournal(PendingFolder folder, string name)
{
    private JournalText? _text;

    /// <summary>Whether it is known what the work is. Before, nothing is kept.</summary>
    public bool HasBegun => _text is not null;

    /// <summary>Whether there is anything worth keeping. What nobody has looked at yet is.</summary>
    public bool HasAnything => folder.Journal.CanRead && (_text is null ? folder.Journal.Length > 0 : _text.Finished.Count + _text.Begun.Count > 0);

    /// <summary>The time of the run, or of the one that it goes on with.</summary>
    public DateTimeOffset Time => _text!.Time;

    /// <summary>Begins the work: goes on with what an earlier run left if that did the same, and removes it otherwise.</summary>
    /// <param name="source">The fingerprint of the source.</param>
    /// <param name="options">The fingerprint of what is asked for.</param>
    /// <param name="diagnostics">Is told when the work begins anew (<c>OVF3040</c>).</param>
    /// <exception cref="IOException">The partial folder cannot be read or written.</exception>
    public void Begin(string source, string options, DiagnosticBag diagnostics)
    {
        var earlier = Read();
        if (earlier is not null && earlier.Source == source && earlier.Options == options)
        {
            _text = earlier;
            RemoveUnfinished();
        }
        else
        {
            if (folder.Journal.Length > 0)
                diagnostics.Add(PackageDiagnostics.BegunAnew.At(new Location(folder.PartialPath), $"the work on {name} begins anew: {WhyNot(earlier, source)}"));
            folder.Clear();
            _text = new JournalText(source, options, Guid.NewGuid(), DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
        }

        // Without a last line that was cut off.
        folder.Journal.Position = 0;
        folder.Journal.Write(_text.ToBytes());
        folder.Journal.SetLength(folder.Journal.Position);
    }

    /// <summary>An id that is the same in every run that goes on with this one.</summary>
    /// <param name="what">What it is for.</param>
    public Guid IdFor(string what) => new(SHA256.HashData([.. _text!.Seed.ToByteArray(), .. System.Text.Encoding.UTF8.GetBytes(what)]).AsSpan(0, 16));

    /// <summary>An entry that is finished, after a look at its bytes.</summary>
    /// <param name="entry">The entry's name.</param>
    /// <param name="algorithm">The digest that is needed of it.</param>
    /// <param name="diagnostics">Is told when the entry is not what it was (<c>OVF3041</c>); it is then removed.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The entry, or null where it has to be written.</returns>
    /// <exception cref="IOException">The entry cannot be read.</exception>
    public async Task<FinishedEntry?> FindAsync(string entry, ManifestAlgorithm algorithm, DiagnosticBag? diagnostics, CancellationToken cancellationToken)
    {
        if (_text is null || !_text.Finished.TryGetValue(entry, out var finished))
            return null;
        if (finished.Algorithm == algorithm && await IsWholeAsync(finished, cancellationToken).ConfigureAwait(false))
            return finished;
        diagnostics?.Add(PackageDiagnostics.FinishedEntryChanged.At(new Location(PathOf(entry)), $"\"{entry}\" is not what the earlier run wrote; it is written again"));
        Forget(entry);
        return null;
    }

    /// <summary>The beginning of an entry that can be gone on with, after a look at its bytes.</summary>
    /// <param name="entry">The entry's name.</param>
    /// <param name="algorithm">The digest that is needed of it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>How many bytes are there and their digest so far, for the caller to dispose; null where the entry has to be begun anew. Then it is removed.</returns>
    /// <exception cref="IOException">The entry cannot be read.</exception>
    public async Task<(long Length, IncrementalHash Hash)?> FindBeginningAsync(string entry, ManifestAlgorithm algorithm, CancellationToken cancellationToken)
    {
        if (_text is null || !_text.Begun.TryGetValue(entry, out var begun))
            return null;
        var hash = algorithm.Begin();
        var isWhole = false;
        try
        {
            isWhole = begun.Algorithm == algorithm && await BeginsWithAsync(begun, hash, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!isWhole)
                hash.Dispose();
        }

        if (isWhole)
            return (begun.Length, hash);
        Forget(entry);
        return null;
    }

    /// <summary>Remembers that an entry is finished. Its file must be closed.</summary>
    /// <exception cref="IOException">The journal cannot be written.</exception>
    public void Add(FinishedEntry entry)
    {
        _text!.Finish(entry);
        folder.Journal.Write(JournalText.LineOf(entry));
    }

    /// <summary>Remembers how far an entry is.</summary>
    /// <exception cref="IOException">The journal cannot be written.</exception>
    public void AddBeginning(FinishedEntry entry)
    {
        _text!.Begun[entry.Name] = entry;
        folder.Journal.Write(JournalText.LineOf(entry, isBegun: true));
    }

    /// <summary>Removes an entry that turned out wrong, finished or not.</summary>
    /// <exception cref="IOException">The entry cannot be removed.</exception>
    public void Forget(string entry)
    {
        _text!.Finished.Remove(entry);
        _text.Begun.Remove(entry);
        if (File.Exists(PathOf(entry)))
            File.Delete(PathOf(entry));
    }

    /// <summary>Removes what belongs to no entry that is remembered: it may have been half-written, or put there by somebody else.</summary>
    /// <exception cref="IOException">Something cannot be removed.</exception>
    public void RemoveUnfinished()
    {
        if (_text is not null)
            RemoveAllBut(name => _text.Finished.ContainsKey(name) || _text.Begun.ContainsKey(name));
    }

    /// <summary>Removes everything that is none of some entries.</summary>
    /// <param name="isWanted">Whether a name is one of them.</param>
    /// <exception cref="IOException">Something cannot be removed.</exception>
    public void RemoveAllBut(Func<string, bool> isWanted)
    {
        Directory.CreateDirectory(folder.Path);
        RemoveIn(new DirectoryInfo(folder.Path), "");

        void RemoveIn(DirectoryInfo directory, string prefix)
        {
            foreach (var entry in directory.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }).ToList())
            {
                if (entry is DirectoryInfo { LinkTarget: null } inner)
                {
                    RemoveIn(inner, prefix + inner.Name + "/");
                    if (!inner.EnumerateFileSystemInfos().Any())
                        inner.Delete();
                }
                else if (entry.LinkTarget is not null || !isWanted(prefix + entry.Name))
                {
                    entry.Delete();
                }
            }
        }
    }

    private JournalText? Read()
    {
        if (folder.Journal.Length is 0 or > JournalText.MaxLength)
            return null;
        var bytes = new byte[folder.Journal.Length];
        folder.Journal.Position = 0;
        folder.Journal.ReadExactly(bytes);
        return JournalText.Parse(bytes);
    }

    private static string WhyNot(JournalText? earlier, string source) =>
        earlier is null ? "what an earlier run left cannot be understood"
        : earlier.Source != source ? "the source has changed since the earlier run"
        : "the earlier run had other options";

    // Links were removed when the work began, so the path stays inside.
    private async Task<bool> IsWholeAsync(FinishedEntry entry, CancellationToken cancellationToken)
    {
        using var hash = entry.Algorithm.Begin();
        return new FileInfo(PathOf(entry.Name)) is { Exists: true } file && file.Length == entry.Length && await BeginsWithAsync(entry, hash, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> BeginsWithAsync(FinishedEntry entry, IncrementalHash hash, CancellationToken cancellationToken)
    {
        if (new FileInfo(PathOf(entry.Name)) is not { Exists: true } file || file.Length < entry.Length)
            return false;
        // What has no bytes may be a pipe, which would never open.
        using var source = entry.Length == 0 ? ByteSource.FromMemory(default, file.FullName) : ByteSource.OpenFile(file.FullName);
        await ManifestAlgorithm.AppendAsync(hash, source.Slice(0, entry.Length), null, cancellationToken).ConfigureAwait(false);
        return entry.Digest.Span.SequenceEqual(hash.GetCurrentHash());
    }

    private string PathOf(string entry) => Path.Combine(folder.Path, entry);
}
