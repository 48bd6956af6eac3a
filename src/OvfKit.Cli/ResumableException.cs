namespace OvfKit.Cli;

/// <summary>Work was stopped, and what it had finished is kept.</summary>
internal sealed class ResumableException(string keptPath, Exception cause) : Exception(cause.Message, cause)
{
    /// <summary>The folder with what is finished.</summary>
    public string KeptPath => keptPath;
}
