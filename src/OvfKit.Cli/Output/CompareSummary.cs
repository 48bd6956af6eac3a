namespace OvfKit.Cli.Output;

/// <summary>What <c>disk compare</c> says. Sizes are in bytes.</summary>
internal sealed record CompareSummary(string First, string Second, bool Same, long? FirstDifference, long DifferingSize, long SizeDifference)
{
    public string ToText()
    {
        var length = SizeDifference == 0 ? "" : $"; {Second} is {Math.Abs(SizeDifference)} bytes {(SizeDifference > 0 ? "longer" : "shorter")}";
        return SafeText.Of(Same
            ? $"same content{length}{(SizeDifference == 0 ? "" : ", which are zeros")}"
            : $"different from guest byte {FirstDifference} on: {Sizes.Format(DifferingSize)} in all{length}");
    }
}
