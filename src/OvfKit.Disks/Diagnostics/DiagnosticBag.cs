using System.Collections;

namespace OvfKit.Diagnostics;

/// <summary>Collects findings in the order they are made, each once. Thread-safe.</summary>
public sealed class DiagnosticBag : IReadOnlyCollection<Diagnostic>
{
    // A hostile file can earn a finding per byte; past this many nobody reads on.
    private const int Capacity = 10_000;

    private readonly List<Diagnostic> _items = [];
    private readonly HashSet<Diagnostic> _known = [];
    private readonly Lock _lock = new();

    /// <summary>The number of findings kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _items.Count;
            }
        }
    }

    /// <summary>True when a finding of error severity was added.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Adds a finding, unless the very same is there. After 10,000 findings further ones only count towards <see cref="HasErrors"/>.</summary>
    /// <param name="diagnostic">The finding.</param>
    public void Add(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        lock (_lock)
        {
            HasErrors |= diagnostic.Severity == DiagnosticSeverity.Error;
            // What looks at a file twice finds the same twice.
            if (_items.Count < Capacity && _known.Add(diagnostic))
                _items.Add(diagnostic);
        }
    }

    /// <summary>Enumerates a snapshot of the findings made so far.</summary>
    public IEnumerator<Diagnostic> GetEnumerator()
    {
        lock (_lock)
        {
            return ((IEnumerable<Diagnostic>)_items.ToArray()).GetEnumerator();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
