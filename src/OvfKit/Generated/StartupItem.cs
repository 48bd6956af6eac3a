// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>When and how one member starts and stops.</summary>
/// <remarks>Element <c>ovf:StartupSection_Type/Item</c> of the schema.</remarks>
public sealed partial class StartupItem : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public StartupItem()
        : this(Detached(SchemaType.StartupItem, SchemaFamily.Ovf, "Item"))
    {
    }

    internal StartupItem(XElement element)
        : base(element, SchemaType.StartupItem)
    {
    }

    /// <summary>Id of the member. Required.</summary>
    public string? Id
    {
        get => AttributeText("id");
        set => SetAttribute("id", value);
    }

    /// <summary>Place in the order: low numbers start first and stop last, equal ones together; 0 leaves it open. 0 to 65535. Required.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? Order
    {
        get => AttributeInt32("order", 0, 65535);
        set => SetAttribute("order", value, 0, 65535);
    }

    /// <summary>Seconds to wait after the start before the next number begins. 0 to 65535. Null means 0.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? StartDelay
    {
        get => AttributeInt32("startDelay", 0, 65535);
        set => SetAttribute("startDelay", value, 0, 65535);
    }

    /// <summary>Whether to go on as soon as the guest reports that it is ready. Null means false.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public bool? WaitingForGuest
    {
        get => AttributeBoolean("waitingForGuest");
        set => SetAttribute("waitingForGuest", value);
    }

    /// <summary>Seconds to wait after the stop before the next number begins. 0 to 65535. Null means 0.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? StopDelay
    {
        get => AttributeInt32("stopDelay", 0, 65535);
        set => SetAttribute("stopDelay", value, 0, 65535);
    }

    /// <summary>How to start: powerOn or none. Null means powerOn.</summary>
    public string? StartAction
    {
        get => AttributeText("startAction");
        set => SetAttribute("startAction", value);
    }

    /// <summary>How to stop: powerOff, guestShutdown or none. Null means powerOff.</summary>
    public string? StopAction
    {
        get => AttributeText("stopAction");
        set => SetAttribute("stopAction", value);
    }
}
