namespace OvfKit.Cli;

/// <summary>What the tool's exit code means.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int ContentProblem = 1;
    public const int Usage = 2;
    public const int Environment = 3;
    public const int Cancelled = 130;
}
