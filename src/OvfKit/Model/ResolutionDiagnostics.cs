using OvfKit.Diagnostics;

namespace OvfKit.Model;

/// <summary>The findings made while a descriptor's meaning is worked out: hardware, disk chains, properties, texts, environments (OVF25xx).</summary>
public static class ResolutionDiagnostics
{
    /// <summary>An item is the end of a range that has no middle.</summary>
    public static readonly DiagnosticDescriptor BoundWithoutNormal = new("OVF2951", DiagnosticSeverity.Error, "bound without a normal item", "DSP0243 §8.4");

    /// <summary>Two items that always apply give one end of the same range.</summary>
    public static readonly DiagnosticDescriptor BoundTwice = new("OVF2952", DiagnosticSeverity.Error, "two items for one bound", "DSP0243 §8.4");

    /// <summary>The bound of an item is none of min, max and normal.</summary>
    public static readonly DiagnosticDescriptor UnknownBound = new("OVF2953", DiagnosticSeverity.Warning, "unknown bound", "DSP0243 §8.4");

    /// <summary>Items that are to be combined are not of one kind of resource.</summary>
    public static readonly DiagnosticDescriptor ResourceTypesDiffer =
        new("OVF2954", DiagnosticSeverity.Error, "items with one InstanceID differ in ResourceType", "DSP0243 §9.8");

    /// <summary>A chain of disks comes back to itself.</summary>
    public static readonly DiagnosticDescriptor DiskCycle = new("OVF2955", DiagnosticSeverity.Error, "chain of disks never ends", "DSP0243 §9.1");

    /// <summary>A disk names a parent that the descriptor does not have.</summary>
    public static readonly DiagnosticDescriptor DiskParentMissing = new("OVF2956", DiagnosticSeverity.Error, "parent disk not in the descriptor", "DSP0243 §9.1");

    /// <summary>A capacity refers to a property that has no value.</summary>
    public static readonly DiagnosticDescriptor CapacityUnknown = new("OVF2957", DiagnosticSeverity.Error, "capacity refers to a property without value", "DSP0243 §9.1");

    /// <summary>The value of a property is not of its type, or its qualifiers forbid it.</summary>
    public static readonly DiagnosticDescriptor PropertyValueRefused =
        new("OVF2958", DiagnosticSeverity.Error, "property value not allowed by its type or qualifiers", "DSP0243 §9.5");

    /// <summary>A value was given for a property that does not exist, or that may not be changed.</summary>
    public static readonly DiagnosticDescriptor PropertyNotConfigurable = new("OVF2959", DiagnosticSeverity.Error, "property cannot be set", "DSP0243 §9.5");

    /// <summary>An external bundle of strings is not there.</summary>
    public static readonly DiagnosticDescriptor BundleMissing = new("OVF2960", DiagnosticSeverity.Warning, "string bundle not found", "DSP0243 §10");

    /// <summary>An external bundle of strings is there, but its content is no bundle.</summary>
    public static readonly DiagnosticDescriptor BundleUnreadable = new("OVF2961", DiagnosticSeverity.Warning, "string bundle not readable", "DSP0243 §10");

    /// <summary>The root element of a document is not that of an OVF environment.</summary>
    public static readonly DiagnosticDescriptor NotAnEnvironment = new("OVF2962", DiagnosticSeverity.Error, "root element is not an OVF Environment", "DSP0243 §11");

    /// <summary>A file the guest shall receive is not listed, or its path cannot be on a CD.</summary>
    public static readonly DiagnosticDescriptor EnvironmentFileRefused =
        new("OVF2963", DiagnosticSeverity.Error, "file for the guest cannot be handed over", "DSP0243 2.0");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        BoundWithoutNormal, BoundTwice, UnknownBound, ResourceTypesDiffer, DiskCycle, DiskParentMissing, CapacityUnknown, PropertyValueRefused,
        PropertyNotConfigurable, BundleMissing, BundleUnreadable, NotAnEnvironment, EnvironmentFileRefused,
    ];
}
