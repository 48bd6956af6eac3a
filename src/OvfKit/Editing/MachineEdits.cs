using OvfKit.Model;

namespace OvfKit.Editing;

/// <summary>Changes one virtual system: its name, processors, memory, texts and adapters.</summary>
internal static class MachineEdits
{
    public static void Apply(VirtualSystem system, DescriptorChanges changes)
    {
        if (changes.Name is { } name)
            Rename(system, name);
        if (changes.ProcessorCount is { } count)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(changes));
            if (system.ProcessorCount != count)
                system.ProcessorCount = count;
            if (system.VirtualBoxMachine is { } machine)
                machine.ProcessorCount = count;
        }

        if (changes.MemoryInBytes is { } memory)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(memory, 1 << 20, nameof(changes));
            if (system.MemoryInBytes != memory)
                system.MemoryInBytes = memory;
            if (system.VirtualBoxMachine is { } machine)
                machine.MemoryInMebibytes = memory >> 20;
        }

        foreach (var (number, network) in changes.AdapterNetworks.OrderBy(static pair => pair.Key))
            NetworkEdits.Connect(system, number, network);
        if (changes.Eula is { } eula)
            License(system, eula);
        if (changes.Annotation is { } annotation)
            Annotate(system, annotation);
    }

    // VMware shows Name; VirtualBox the identifier, or its own element.
    private static void Rename(VirtualSystem system, string name)
    {
        var former = system.Name ?? system.Id;
        system.Name = name;
        if (system.NameMessage is { MessageId: not null } message)
            message.MessageId = null;
        foreach (var settings in system.HardwareSections.Select(static section => section.System).OfType<VirtualSystemSettings>())
        {
            if (settings.VirtualSystemIdentifier == former)
                settings.VirtualSystemIdentifier = name;
        }

        if (system.VirtualBoxMachine is { } machine)
            machine.Name = name;
    }

    private static void License(VirtualSystem system, string text)
    {
        var sections = system.Eulas.ToList();
        foreach (var other in sections.Skip(1))
            other.Remove();
        if (sections is [])
            system.Sections.Add(new EulaSection { Info = "License agreement", License = text });
        else
            Replace(text, value => sections[0].License = value, sections[0].LicenseMessage);
    }

    private static void Annotate(VirtualSystem system, string text)
    {
        if (system.Annotation is { } section)
            Replace(text, value => section.Annotation = value, section.AnnotationMessage);
        else
            system.Sections.Add(new AnnotationSection { Info = "Annotation", Annotation = text });
    }

    // A translation of the former text would be shown in place of the new one.
    private static void Replace(string text, Action<string> set, Message? message)
    {
        set(text);
        if (message is { MessageId: not null })
            message.MessageId = null;
    }
}
