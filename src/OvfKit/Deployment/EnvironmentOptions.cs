using OvfKit.Model;

namespace OvfKit.Deployment;

/// <summary>The facts about a platform that an environment can tell. Immutable.</summary>
public sealed record PlatformFacts
{
    /// <summary>The kind of platform, such as <c>VMware ESXi</c>, or null to leave it out.</summary>
    public string? Kind { get; init; }

    /// <summary>The version of the platform, or null to leave it out.</summary>
    public string? Version { get; init; }

    /// <summary>The maker of the platform, or null to leave it out.</summary>
    public string? Vendor { get; init; }

    /// <summary>The language and country in use, such as <c>en_US</c>, or null to leave it out.</summary>
    public string? Locale { get; init; }

    /// <summary>The minutes by which local time is ahead of UTC, or null to leave it out.</summary>
    public int? Timezone { get; init; }

    internal void WriteTo(EnvironmentPlatform platform) =>
        (platform.Kind, platform.Version, platform.Vendor, platform.Locale, platform.Timezone) = (Kind, Version, Vendor, Locale, Timezone);
}

/// <summary>What a deployment adds to what the descriptor says. Immutable.</summary>
public sealed record EnvironmentOptions
{
    /// <summary>The user's values by full key, for every system and collection that has such a property.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>The user's values for one system or collection, by its id; they count before <see cref="Values"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ValuesById { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>The id of the deployment configuration; null for the default one, if the package has any.</summary>
    public string? Configuration { get; init; }

    /// <summary>The platform, or null to say nothing about it.</summary>
    public PlatformFacts? Platform { get; init; }

    internal EffectiveProperties PropertiesOf(OvfContent content)
    {
        var given = new Dictionary<string, string>(Values, StringComparer.Ordinal);
        // The values for the collection come first, so that those for the system itself override them.
        foreach (var id in (string?[])[content.EnclosingCollection?.Id, content.Id])
        {
            foreach (var (key, value) in id is not null && ValuesById.TryGetValue(id, out var values) ? values : new Dictionary<string, string>())
                given[key] = value;
        }
        return EffectiveProperties.Resolve(content, given, Configuration);
    }
}
