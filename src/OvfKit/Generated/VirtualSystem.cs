using System.Xml.Linq;

namespace OvfKit.Model;

/// <summary>A virtual machine (DSP0243 §7.2).</summary>
public sealed class VirtualSystem : OvfElement
{
    internal VirtualSystem(XElement element)
        : base(element)
    {
    }

    /// <summary>The name of the virtual system in the package, or null.</summary>
    public string? Id
    {
        get => Text("id");
        set => SetText("id", value);
    }

    /// <summary>The name shown to people, or null.</summary>
    public string? Name => ChildText("Name");

    /// <summary>What the virtual system is, in words, or null.</summary>
    public string? Info => ChildText("Info");

    /// <summary>The guest operating system, or null.</summary>
    public OperatingSystemSection? OperatingSystem => Child("OperatingSystemSection", static element => new OperatingSystemSection(element));

    /// <summary>The sets of hardware, most often one. A snapshot in document order.</summary>
    public IReadOnlyList<VirtualHardwareSection> HardwareSections => Children("VirtualHardwareSection", static element => new VirtualHardwareSection(element));

    /// <summary>The devices of all <see cref="HardwareSections"/>. A snapshot in document order.</summary>
    public IReadOnlyList<HardwareItem> Hardware => [.. HardwareSections.SelectMany(static section => section.Items)];

    /// <summary>The software in it and its properties. A snapshot in document order.</summary>
    public IReadOnlyList<ProductSection> Products => Children("ProductSection", static element => new ProductSection(element));

    /// <summary>The licences to agree to. A snapshot in document order.</summary>
    public IReadOnlyList<EulaSection> Eulas => Children("EulaSection", static element => new EulaSection(element));

    /// <summary>A remark by the author, or null.</summary>
    public AnnotationSection? Annotation => Child("AnnotationSection", static element => new AnnotationSection(element));
}
