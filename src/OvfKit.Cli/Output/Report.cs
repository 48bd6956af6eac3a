using System.Text;

namespace OvfKit.Cli.Output;

/// <summary>Lays out names and values under headings, aligned, as plain text that pipes and people can read.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();
    private readonly List<(string Name, string Value)> _rows = [];

    /// <summary>Begins a part.</summary>
    public Report Heading(string text)
    {
        Flush();
        if (_text.Length > 0)
            _text.Append('\n');
        _text.Append(SafeText.Of(text)).Append('\n');
        return this;
    }

    /// <summary>Adds a row unless there is no value. Control characters of untrusted text do not reach the terminal, and a line break or indentation inside it is one blank.</summary>
    public Report Row(string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
            _rows.Add((SafeText.Of(OneLine(name)), SafeText.Of(OneLine(value))));
        return this;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        Flush();
        return _text.ToString();
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private void Flush()
    {
        var width = _rows.Count == 0 ? 0 : _rows.Max(row => row.Name.Length);
        foreach (var (name, value) in _rows)
            _text.Append("  ").Append(name.PadRight(width)).Append("  ").Append(value).Append('\n');
        _rows.Clear();
    }
}
