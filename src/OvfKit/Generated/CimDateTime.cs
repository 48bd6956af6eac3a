// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A point in time or a duration.</summary>
/// <remarks>Type <c>cim:cimDateTime</c> of the schema.</remarks>
public sealed partial class CimDateTime : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public CimDateTime()
        : this(Detached(SchemaType.CimDateTime, SchemaFamily.Vssd, "AutomaticStartupActionDelay"))
    {
    }

    internal CimDateTime(XElement element)
        : base(element, SchemaType.CimDateTime)
    {
    }

    /// <summary>The value in the notation of CIM.</summary>
    public string? Cim
    {
        get => ChildText("CIM_DateTime");
        set => SetChild("CIM_DateTime", value);
    }

    /// <summary>A duration.</summary>
    public string? Interval
    {
        get => ChildText("Interval");
        set => SetChild("Interval", value);
    }

    /// <summary>A day.</summary>
    public string? Date
    {
        get => ChildText("Date");
        set => SetChild("Date", value);
    }

    /// <summary>A time of day.</summary>
    public string? Time
    {
        get => ChildText("Time");
        set => SetChild("Time", value);
    }

    /// <summary>A point in time.</summary>
    public string? DateTime
    {
        get => ChildText("Datetime");
        set => SetChild("Datetime", value);
    }
}
