namespace OvfKit.Model;

/// <summary>The values of <see cref="HardwareItem.ResourceType"/> that OVF packages use (CIM_ResourceAllocationSettingData.ResourceType).</summary>
public static class ResourceKinds
{
    /// <summary>Something named in OtherResourceType.</summary>
    public const int Other = 1;

    /// <summary>Processors.</summary>
    public const int Processor = 3;

    /// <summary>Memory.</summary>
    public const int Memory = 4;

    /// <summary>An IDE controller.</summary>
    public const int IdeController = 5;

    /// <summary>A parallel SCSI host bus adapter.</summary>
    public const int ScsiController = 6;

    /// <summary>An Ethernet adapter.</summary>
    public const int EthernetAdapter = 10;

    /// <summary>A floppy drive.</summary>
    public const int FloppyDrive = 14;

    /// <summary>A CD drive.</summary>
    public const int CdDrive = 15;

    /// <summary>A DVD drive.</summary>
    public const int DvdDrive = 16;

    /// <summary>A disk drive.</summary>
    public const int DiskDrive = 17;

    /// <summary>Another storage device: most often a SATA or NVMe controller.</summary>
    public const int OtherStorage = 20;

    /// <summary>A serial port.</summary>
    public const int SerialPort = 21;

    /// <summary>A USB controller.</summary>
    public const int UsbController = 23;

    /// <summary>A graphics controller.</summary>
    public const int GraphicsController = 24;

    /// <summary>A logical disk: a disk drive in a <c>StorageItem</c>.</summary>
    public const int LogicalDisk = 31;
}
