using System.Globalization;

namespace OvfKit.Diagnostics;

/// <summary>Where a finding is: a file, and in it a line and column, or a byte offset, or a path of names.</summary>
/// <param name="File">The file's name as the user knows it; for a member of an archive <c>archive!member</c>.</param>
/// <param name="Line">The line, counted from 1; 0 where the file has no lines.</param>
/// <param name="Column">The column in characters, counted from 1; 0 where unknown.</param>
/// <param name="Offset">The byte offset in the file, or -1 where a line says it better.</param>
/// <param name="Path">A path of element names inside a document, or null.</param>
public readonly record struct Location(string File, int Line = 0, int Column = 0, long Offset = -1, string? Path = null)
{
    /// <summary>A place in a binary file.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="offset">The byte offset, from 0.</param>
    public static Location AtOffset(string file, long offset) => new(file, Offset: offset);

    /// <summary>The usual written form: <c>file(line,column)</c>, <c>file@0xOFFSET</c> or just <c>file</c>.</summary>
    public override string ToString() => this switch
    {
        { Line: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column})"),
        { Offset: >= 0 } => string.Create(CultureInfo.InvariantCulture, $"{File}@0x{Offset:x}"),
        _ => File,
    };
}
