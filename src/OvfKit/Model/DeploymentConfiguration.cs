namespace OvfKit.Model;

public sealed partial class DeploymentConfiguration
{
    /// <summary>As <see cref="Default"/>, but what is not readable is no mark.</summary>
    internal bool IsMarkedDefault => AttributeText("default")?.Trim() is "true" or "1" or "True" or "TRUE";
}
