using System.Security.Cryptography;

namespace OvfKit.Packaging;

/// <summary>A place kept for an entry whose content is known only when others have been written.</summary>
/// <param name="Name">The entry's name.</param>
/// <param name="MinLength">The fewest bytes the content may have.</param>
/// <param name="MaxLength">The most bytes the content may have.</param>
public sealed record Reservation(string Name, long MinLength, long MaxLength);

/// <summary>A place a package is written to, entry by entry. Nothing can be seen of it under its final name before it is complete.</summary>
/// <remarks>Derive from it to write packages elsewhere. One caller at a time, and one open entry at a time. Disposing before
/// <see cref="CompleteAsync"/> removes everything written.</remarks>
public abstract class PackageSink : IAsyncDisposable
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<Reservation> _open = [];
    private EntryStream? _current;
    private bool _completed;

    /// <summary>The name to show to people: the final path.</summary>
    public abstract string Name { get; }

    /// <summary>Whether places that were kept can be filled when others have been written. A pipe cannot: there, manifest and certificate come last.</summary>
    public virtual bool CanRewrite => true;

    /// <summary>Where it is remembered what is finished, for a later run to go on from there; null where every run begins anew.</summary>
    internal virtual ResumeJournal? Journal => null;

    private protected bool IsCompleted => _completed;

    /// <summary>Keeps the next place for an entry that is filled later.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="length">The most bytes it will have.</param>
    /// <returns>The place; an archive also demands a least length, since it cannot have gaps.</returns>
    /// <exception cref="ArgumentException">The name is unsafe or taken.</exception>
    /// <exception cref="InvalidOperationException">Another entry is open.</exception>
    public Reservation Reserve(string name, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var reservation = ReserveCore(Take(name), length);
        _open.Add(reservation);
        return reservation;
    }

    /// <summary>Fills a place that was kept.</summary>
    /// <param name="reservation">The place.</param>
    /// <param name="content">The entry's content.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The content does not fit, or the place is not one of this sink or was filled already.</exception>
    /// <exception cref="IOException">The sink cannot be written.</exception>
    public async ValueTask FillAsync(Reservation reservation, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        if (!_open.Contains(reservation))
            throw new ArgumentException($"\"{reservation.Name}\" is not an open place of this sink", nameof(reservation));
        if (content.Length < reservation.MinLength || content.Length > reservation.MaxLength)
        {
            throw new ArgumentException(
                $"\"{reservation.Name}\" takes {reservation.MinLength} to {reservation.MaxLength} bytes, not {content.Length}", nameof(content));
        }

        await FillCoreAsync(reservation, content, cancellationToken).ConfigureAwait(false);
        _open.Remove(reservation);
    }

    /// <summary>Begins the next entry.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="algorithm">The digest to make while it is written, or null for none.</param>
    /// <returns>The stream to write to; complete it before the next entry.</returns>
    /// <exception cref="ArgumentException">The name is unsafe or taken.</exception>
    /// <exception cref="InvalidOperationException">Another entry is open.</exception>
    /// <exception cref="IOException">The entry cannot be created.</exception>
    public EntryStream Create(string name, ManifestAlgorithm? algorithm = null) => Create(name, algorithm, null);

    /// <summary>Begins the next entry.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="algorithm">The digest to make while it is written, or null for none.</param>
    /// <param name="length">The number of bytes that will be written, in order; null where it is not known yet.</param>
    /// <inheritdoc cref="Create(string, ManifestAlgorithm?)" path="/returns"/>
    /// <inheritdoc cref="Create(string, ManifestAlgorithm?)" path="/exception"/>
    public EntryStream Create(string name, ManifestAlgorithm? algorithm, long? length)
    {
        var normal = Take(name);
        return _current = new EntryStream(this, normal, length is { } known ? CreateCore(normal, known) : CreateCore(normal), algorithm);
    }

    /// <summary>Gives the package its final name.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidOperationException">An entry is open, or a place was not filled.</exception>
    /// <exception cref="IOException">The package cannot be finished or renamed.</exception>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        RequireIdle();
        if (_open.Count > 0)
            throw new InvalidOperationException($"\"{_open.First().Name}\" was not filled");
        await CompleteCoreAsync(cancellationToken).ConfigureAwait(false);
        _completed = true;
    }

    /// <summary>Removes what was written unless the package was completed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_current is not null)
            await _current.DisposeAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Reserve"/>
    protected abstract Reservation ReserveCore(string name, long length);

    /// <inheritdoc cref="FillAsync"/>
    protected abstract ValueTask FillCoreAsync(Reservation reservation, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Begins the next entry.</summary>
    /// <param name="name">A safe name that is not taken.</param>
    /// <returns>An empty stream that can be written, read back and seeked; disposed after <see cref="CompleteEntryAsync"/>.</returns>
    protected abstract Stream CreateCore(string name);

    /// <summary>Begins the next entry, whose length is known and which is written in order.</summary>
    /// <param name="name">A safe name that is not taken.</param>
    /// <param name="length">The number of bytes that will be written.</param>
    /// <returns>As for <see cref="CreateCore(string)"/>; need not be read back or seeked.</returns>
    protected virtual Stream CreateCore(string name, long length) => CreateCore(name);

    /// <summary>Finishes the entry that was begun last.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="content">The stream <see cref="CreateCore(string)"/> made, now with all of the content.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    protected abstract ValueTask CompleteEntryAsync(string name, Stream content, CancellationToken cancellationToken);

    /// <inheritdoc cref="CompleteAsync"/>
    protected abstract ValueTask CompleteCoreAsync(CancellationToken cancellationToken);

    /// <summary>Releases everything, and removes what was written unless the package was completed. May be called more than once.</summary>
    protected abstract ValueTask CloseAsync();

    /// <summary>Begins the next entry, whose bytes a run that resumes remembers now and then, or goes on with one.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="algorithm">The digest of the entry.</param>
    /// <param name="length">The number of bytes the entry will have, written in order.</param>
    /// <param name="beginning">What is there of the entry; its hash belongs to the stream from now on.</param>
    internal EntryStream Continue(string name, ManifestAlgorithm algorithm, long? length, (long Length, IncrementalHash Hash)? beginning)
    {
        var normal = Take(name);
        var content = beginning is { } begun ? ReopenCore(normal, begun.Length) : length is { } known ? CreateCore(normal, known) : CreateCore(normal);
        return _current = new EntryStream(this, normal, content, algorithm, beginning)
        {
            Remember = (written, digest) => Journal!.AddBeginning(new FinishedEntry(normal, written, algorithm, digest, 0)),
        };
    }

    /// <summary>Opens an entry whose beginning is there, cut to that, at its end.</summary>
    private protected virtual Stream ReopenCore(string name, long length) => throw new NotSupportedException();

    /// <summary>Takes the name of an entry that an earlier run finished.</summary>
    internal virtual void Keep(string name) => Take(name);

    internal async ValueTask CloseEntryAsync(EntryStream entry, Stream content, CancellationToken cancellationToken)
    {
        await CompleteEntryAsync(entry.Name, content, cancellationToken).ConfigureAwait(false);
        _current = null;
    }

    private void RequireIdle()
    {
        if (_completed)
            throw new InvalidOperationException($"{Name} is complete already");
        if (_current is not null)
            throw new InvalidOperationException($"\"{_current.Name}\" is still being written");
    }

    private string Take(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        RequireIdle();
        var normal = EntryName.Normalize(name, out var fault) ?? throw new ArgumentException($"the name \"{name}\" {fault}", nameof(name));
        return _names.Add(normal) ? normal : throw new ArgumentException($"\"{normal}\" was written already", nameof(name));
    }
}
