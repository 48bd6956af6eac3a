using OvfKit.Diagnostics;

namespace OvfKit.Cli.Output;

/// <summary>A diagnostic as JSON has it.</summary>
internal sealed record Finding(string Id, string Severity, string File, int? Line, int? Column, long? Offset, string? Path, string Message, string? Clause)
{
    public static Finding Of(Diagnostic diagnostic)
    {
        var at = diagnostic.Location;
        return new Finding(
            diagnostic.Id,
            diagnostic.Severity switch
            {
                DiagnosticSeverity.Error => "error",
                DiagnosticSeverity.Warning => "warning",
                _ => "info",
            },
            at.File,
            at.Line > 0 ? at.Line : null,
            at.Line > 0 ? at.Column : null,
            at.Offset >= 0 ? at.Offset : null,
            at.Path,
            diagnostic.Message,
            diagnostic.Descriptor.Clause);
    }

    public static IReadOnlyList<Finding> Of(IEnumerable<Diagnostic> diagnostics) => [.. diagnostics.Select(Of)];
}
