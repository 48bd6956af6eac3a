using OvfKit.Disks;

namespace OvfKit.Cli.Output;

/// <summary>What <c>disk chain</c> says. Sizes are in bytes.</summary>
internal sealed record ChainSummary(IReadOnlyList<LayerSummary> Layers, IReadOnlyList<ReferenceSummary> References, string? Problem)
{
    public string ToText()
    {
        var report = new Report();
        if (Layers.Count > 0)
        {
            report.Heading("Layers, top first");
            foreach (var layer in Layers)
                report.Row(layer.Name, $"{layer.Format}:{layer.Variant}, {Sizes.Format(layer.VirtualSize)}{(layer.Id is { } id ? $", id {id}" : "")}");
        }

        if (References.Count > 0)
        {
            report.Heading("Files asked for");
            foreach (var reference in References)
                report.Row($"{reference.Kind} {reference.Name ?? reference.Id?.ToString()}", reference.Found ? $"found, for {reference.For}" : $"missing or not allowed, for {reference.For}");
        }

        return Problem is null ? report.ToString() : report.Heading("Problem").Row("", Problem).ToString();
    }
}

/// <summary>One image of a chain.</summary>
internal sealed record LayerSummary(string Name, string Format, string Variant, long VirtualSize, Guid? Id);

/// <summary>A file that an image of the chain names.</summary>
internal sealed record ReferenceSummary(string Kind, string? Name, Guid? Id, string For, bool Found)
{
    public static ReferenceSummary Of(in DiskReference reference, bool found) =>
        new(reference.Kind == ReferenceKind.DataFile ? "data file" : reference.Kind.ToString().ToLowerInvariant(), reference.Name, reference.Id, reference.Referrer.Name, found);
}
