namespace OvfKit.Model;

public sealed partial class VirtualSystem
{
    /// <summary>The guest operating system, or null.</summary>
    public OperatingSystemSection? OperatingSystem => Section<OperatingSystemSection>();

    /// <summary>The sets of hardware, most often one.</summary>
    public ElementList<VirtualHardwareSection> HardwareSections => SectionsOf<VirtualHardwareSection>();

    /// <summary>The devices of all <see cref="HardwareSections"/>. A snapshot in document order.</summary>
    public IReadOnlyList<HardwareItem> Hardware => [.. HardwareSections.SelectMany(static section => section.Items)];

    /// <summary>The software in it and its properties.</summary>
    public ElementList<ProductSection> Products => SectionsOf<ProductSection>();

    /// <summary>The licences to agree to.</summary>
    public ElementList<EulaSection> Eulas => SectionsOf<EulaSection>();

    /// <summary>A remark by the author, or null.</summary>
    public AnnotationSection? Annotation => Section<AnnotationSection>();
}
