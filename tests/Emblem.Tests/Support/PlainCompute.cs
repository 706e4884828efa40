using Emblem.Compute;

namespace Emblem.Tests.Support;

/// <summary>For tests that compare digits: fp32 with channels first, also where the processor would choose bf16 by itself.</summary>
internal static class PlainCompute
{
    public static ComputeOptions Options { get; } = new() { Precision = NumericPrecision.Single, Layout = MemoryLayout.ChannelsFirst };

    public static ComputePlan Plan => Options.Resolve();
}
