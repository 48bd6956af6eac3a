using System.Security;
using System.Text;

namespace OvfKit.SchemaGen.Emit;

/// <summary>Writes lines of code, indented by their braces.</summary>
internal sealed class CodeWriter
{
    private const int LineLength = 150;

    private readonly StringBuilder _text = new();
    private int _depth;

    public CodeWriter(params ReadOnlySpan<string> usings)
    {
        Line("// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.");
        foreach (var name in usings)
            Line($"using {name};");
        Line();
    }

    public override string ToString() => _text.ToString();

    public void Line(string text = "")
    {
        if (text.Length > 0)
            _text.Append(' ', 4 * _depth).Append(text);
        _text.Append('\n');
    }

    public void Open(string head)
    {
        Line(head);
        Line("{");
        _depth++;
    }

    public void Close(string end = "}")
    {
        _depth--;
        Line(end);
    }

    /// <summary>Writes a documentation element, broken over lines where it is long.</summary>
    public void Doc(string element, string text, string attributes = "", bool isMarkup = false)
    {
        var open = attributes.Length == 0 ? $"<{element}>" : $"<{element} {attributes}>";
        var whole = $"{open}{(isMarkup ? text : SecurityElement.Escape(text))}</{element}>";
        if (whole.Length <= LineLength)
        {
            Line("/// " + whole);
            return;
        }
        Line("/// " + open);
        var line = new StringBuilder();
        foreach (var word in whole[open.Length..^(element.Length + 3)].Split(' '))
        {
            if (line.Length + word.Length >= LineLength)
            {
                Line("/// " + line);
                line.Clear();
            }
            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }
        Line("/// " + line);
        Line($"/// </{element}>");
    }
}
