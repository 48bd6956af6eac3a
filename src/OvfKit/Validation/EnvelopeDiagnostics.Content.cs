using OvfKit.Diagnostics;

namespace OvfKit.Validation;

public static partial class EnvelopeDiagnostics
{
    /// <summary>A property has no <c>ovf:key</c>.</summary>
    public static readonly DiagnosticDescriptor PropertyWithoutKey = new("OVF2501", DiagnosticSeverity.Error, "property without a key", "DSP0243 §9.5");

    /// <summary>Two properties of a product have the same <c>ovf:key</c>.</summary>
    public static readonly DiagnosticDescriptor DuplicateProperty = new("OVF2502", DiagnosticSeverity.Error, "two properties of one key", "DSP0243 §9.5");

    /// <summary>Two products of a system have the same class and instance.</summary>
    public static readonly DiagnosticDescriptor DuplicateProduct =
        new("OVF2503", DiagnosticSeverity.Error, "two products of one class and instance", "DSP0243 §9.5");

    /// <summary>A property's key has characters that part it from class and instance.</summary>
    public static readonly DiagnosticDescriptor KeyCharacters = new("OVF2504", DiagnosticSeverity.Warning, "key with a dot or colon", "DSP0243 §9.5");

    /// <summary>A property has no <c>ovf:type</c>.</summary>
    public static readonly DiagnosticDescriptor PropertyWithoutType = new("OVF2505", DiagnosticSeverity.Error, "property without a type", "DSP0243 §9.5");

    /// <summary>The type of a property is not known.</summary>
    public static readonly DiagnosticDescriptor UnknownPropertyType = new("OVF2506", DiagnosticSeverity.Error, "unknown type of a property", "DSP0243 §9.5");

    /// <summary>The type of a property is none of the standard's, but one of CIM or VMware.</summary>
    public static readonly DiagnosticDescriptor VendorPropertyType =
        new("OVF2507", DiagnosticSeverity.Warning, "type of a property few products know", "DSP0243 §9.5");

    /// <summary>The default of a property is not of its type.</summary>
    public static readonly DiagnosticDescriptor ValueUnfit = new("OVF2508", DiagnosticSeverity.Error, "value does not fit its type", "DSP0243 §9.5");

    /// <summary>The qualifiers of a property cannot be read.</summary>
    public static readonly DiagnosticDescriptor QualifierUnreadable =
        new("OVF2509", DiagnosticSeverity.Warning, "qualifier of a property is not understood", "DSP0243 §9.5");

    /// <summary>A qualifier of a property is none of the standard's.</summary>
    public static readonly DiagnosticDescriptor UnknownQualifier =
        new("OVF2510", DiagnosticSeverity.Warning, "unknown qualifier of a property", "DSP0243 §9.5");

    /// <summary>The default of a property breaks one of its own qualifiers.</summary>
    public static readonly DiagnosticDescriptor ValueDisqualified = new("OVF2511", DiagnosticSeverity.Warning, "value breaks its qualifier", "DSP0243 §9.5");

    /// <summary>The class or instance of a product has characters that part it from the key.</summary>
    public static readonly DiagnosticDescriptor ProductCharacters =
        new("OVF2512", DiagnosticSeverity.Warning, "class or instance with a separator", "DSP0243 §9.5");

    /// <summary>The icon of a product refers to a file that is not listed.</summary>
    public static readonly DiagnosticDescriptor UnknownIconFile = new("OVF2513", DiagnosticSeverity.Warning, "file of an icon is not listed", "DSP0243 §9.5");

    /// <summary>An entry of a startup order has no <c>ovf:id</c>.</summary>
    public static readonly DiagnosticDescriptor StartupWithoutId = new("OVF2601", DiagnosticSeverity.Error, "startup entry without an id", "DSP0243 §9.7");

    /// <summary>An entry of a startup order names no member of the collection.</summary>
    public static readonly DiagnosticDescriptor UnknownStartup = new("OVF2602", DiagnosticSeverity.Error, "startup entry of nothing", "DSP0243 §9.7");

    /// <summary>Two entries of a startup order name the same member.</summary>
    public static readonly DiagnosticDescriptor RepeatedStartup = new("OVF2603", DiagnosticSeverity.Warning, "two startup entries for one", "DSP0243 §9.7");

    /// <summary>An entry of a startup order says no number.</summary>
    public static readonly DiagnosticDescriptor StartupOrder = new("OVF2604", DiagnosticSeverity.Error, "startup entry without its order", "DSP0243 §9.7");

    /// <summary>A delay of a startup order is no number of seconds.</summary>
    public static readonly DiagnosticDescriptor StartupDelay = new("OVF2605", DiagnosticSeverity.Error, "delay is not a number", "DSP0243 §9.7");

    /// <summary>An action of a startup order is not known.</summary>
    public static readonly DiagnosticDescriptor StartupAction = new("OVF2606", DiagnosticSeverity.Error, "unknown action", "DSP0243 §9.7");

    /// <summary>A deployment option has no <c>ovf:id</c>.</summary>
    public static readonly DiagnosticDescriptor ConfigurationWithoutId =
        new("OVF2701", DiagnosticSeverity.Error, "configuration without an id", "DSP0243 §9.8");

    /// <summary>Two deployment options have the same <c>ovf:id</c>.</summary>
    public static readonly DiagnosticDescriptor DuplicateConfiguration =
        new("OVF2702", DiagnosticSeverity.Error, "two configurations of one id", "DSP0243 §9.8");

    /// <summary>Something belongs to a deployment option that is not listed.</summary>
    public static readonly DiagnosticDescriptor UnknownConfiguration =
        new("OVF2703", DiagnosticSeverity.Error, "configuration is not listed", "DSP0243 §9.8");

    /// <summary>More than one deployment option is the default.</summary>
    public static readonly DiagnosticDescriptor SeveralDefaults = new("OVF2704", DiagnosticSeverity.Error, "several default configurations", "DSP0243 §9.8");

    /// <summary>A text refers to a message no bundle has.</summary>
    public static readonly DiagnosticDescriptor UnknownMessage = new("OVF2801", DiagnosticSeverity.Warning, "message is not translated", "DSP0243 §10");

    /// <summary>A bundle has two messages of one id.</summary>
    public static readonly DiagnosticDescriptor RepeatedMessage = new("OVF2802", DiagnosticSeverity.Warning, "message occurs twice", "DSP0243 §10");

    /// <summary>A bundle does not say its language.</summary>
    public static readonly DiagnosticDescriptor BundleWithoutLanguage =
        new("OVF2803", DiagnosticSeverity.Warning, "messages without a language", "DSP0243 §10");

    /// <summary>Two bundles inside the descriptor are in the same language.</summary>
    public static readonly DiagnosticDescriptor RepeatedLanguage = new("OVF2804", DiagnosticSeverity.Warning, "two bundles of one language", "DSP0243 §10");

    /// <summary>A bundle refers to a file that is not listed.</summary>
    public static readonly DiagnosticDescriptor UnknownStringsFile =
        new("OVF2805", DiagnosticSeverity.Warning, "file of messages is not listed", "DSP0243 §10");

    /// <summary>A message has no <c>ovf:msgid</c>.</summary>
    public static readonly DiagnosticDescriptor MessageWithoutId = new("OVF2806", DiagnosticSeverity.Warning, "message without an id", "DSP0243 §10");

    /// <summary>The operating system has no <c>ovf:id</c>.</summary>
    public static readonly DiagnosticDescriptor GuestWithoutId = new("OVF2901", DiagnosticSeverity.Error, "operating system without an id", "DSP0243 §9.9");

    /// <summary>The <c>ovf:id</c> of the operating system is no number from 0 to 65535.</summary>
    public static readonly DiagnosticDescriptor GuestIdUnreadable =
        new("OVF2902", DiagnosticSeverity.Error, "id of the operating system is not a number", "DSP0243 §9.9");

    /// <summary>An <c>EulaSection</c> has no <c>License</c>.</summary>
    public static readonly DiagnosticDescriptor NoLicense = new("OVF2903", DiagnosticSeverity.Error, "licence without text", "DSP0243 §9.6");

    /// <summary>An <c>AnnotationSection</c> has no <c>Annotation</c>.</summary>
    public static readonly DiagnosticDescriptor NoAnnotation = new("OVF2904", DiagnosticSeverity.Error, "annotation without text", "DSP0243 §9.4");

    /// <summary>An <c>InstallSection</c> does not say how long to wait.</summary>
    public static readonly DiagnosticDescriptor NoBootStopDelay = new("OVF2905", DiagnosticSeverity.Warning, "installation without a delay", "DSP0243 §9.10");

    /// <summary>The delay of an <c>InstallSection</c> is no number of seconds.</summary>
    public static readonly DiagnosticDescriptor BootStopDelayUnreadable =
        new("OVF2906", DiagnosticSeverity.Error, "delay of the installation is not a number", "DSP0243 §9.10");

    /// <summary>A virtual system belongs to a placement group that is not listed.</summary>
    public static readonly DiagnosticDescriptor UnknownPlacementGroup =
        new("OVF2907", DiagnosticSeverity.Warning, "placement group is not listed", "DSP0243 2.0");
}
