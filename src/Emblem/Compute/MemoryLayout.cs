namespace Emblem.Compute;

/// <summary>In which order a network's pictures and convolution weights lie in memory. Shapes and files are the same in all.</summary>
public enum MemoryLayout
{
    /// <summary>Channels last with bf16, channels first with fp32.</summary>
    Auto,

    /// <summary>Channel by channel (NCHW): torch's usual.</summary>
    ChannelsFirst,

    /// <summary>Place by place, all channels of each (NHWC): what bf16 kernels want.</summary>
    ChannelsLast,
}
