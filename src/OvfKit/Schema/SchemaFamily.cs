namespace OvfKit.Schema;

/// <summary>A namespace of the schemas, whatever version or dialect spells it.</summary>
internal enum SchemaFamily : byte
{
    /// <summary>No namespace.</summary>
    None,

    /// <summary>The envelope, in any version or dialect.</summary>
    Ovf,

    /// <summary>CIM_ResourceAllocationSettingData.</summary>
    Rasd,

    /// <summary>CIM_StorageAllocationSettingData.</summary>
    Sasd,

    /// <summary>CIM_EthernetPortAllocationSettingData.</summary>
    Epasd,

    /// <summary>CIM_VirtualSystemSettingData.</summary>
    Vssd,

    /// <summary>CIM_BootConfigSetting.</summary>
    Boot,

    /// <summary>CIM_BootSourceSetting.</summary>
    BootSource,

    /// <summary>The data types of CIM.</summary>
    Cim,

    /// <summary>The environment.</summary>
    Environment,

    /// <summary>The attributes of the <c>xml:</c> prefix.</summary>
    Xml,

    /// <summary>A vendor's or anything else.</summary>
    Other,
}
