namespace OvfKit.Model;

public sealed partial class DeploymentOptionSection
{
    /// <summary>The configuration that holds when nobody chooses: the one marked so, else the first; null where there is none (DSP0243 §9.8).</summary>
    public DeploymentConfiguration? DefaultConfiguration =>
        Configurations.FirstOrDefault(static configuration => configuration.IsMarkedDefault) ?? Configurations.FirstOrDefault();

    /// <summary>The configuration with an id, or null.</summary>
    /// <param name="id">The id; case counts.</param>
    public DeploymentConfiguration? Find(string id) => Configurations.FirstOrDefault(configuration => configuration.Id == id);
}
