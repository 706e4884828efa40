using Emblem.Compute;
using Emblem.Compute.Kernels;

namespace Emblem.Tests.Compute;

/// <summary>Answers of CPUID as processors gave them.</summary>
public sealed class ProcessorTests
{
    private const int Amd = 0x68747541;
    private const int AmdSecond = 0x69746e65;
    private const int AmdThird = 0x444d4163;

    [Fact]
    public void TellsAnEpycAndItsCaches()
    {
        var processor = Processor.From((leaf, part) => (unchecked((uint)leaf), part) switch
        {
            (0, _) => (0x10, Amd, AmdThird, AmdSecond),
            (1, _) => (0x00A10F11, 0, 0, 0),
            (0x80000000, _) => (unchecked((int)0x80000021), 0, 0, 0),
            (0x80000002, _) => (0x20444d41, 0x43595045, 0, 0),
            (0x8000001D, 0) => (0x121, 0x01C0003F, 0x3F, 0),
            (0x8000001D, 1) => (0x122, 0x01C0003F, 0x3F, 0),
            (0x8000001D, 2) => (0x143, 0x01C0003F, 0x7FF, 0),
            (0x8000001D, 3) => (0x163, 0x03C0003F, 0x7FFF, 0),
            _ => (0, 0, 0, 0),
        });

        Assert.Equal(("AuthenticAMD", 25, 17, 1, "AMD EPYC"), (processor.Maker, processor.Family, processor.Model, processor.Stepping, processor.Name));
        Assert.Equal(
            [new CpuCache(1, "data", 32 << 10), new CpuCache(1, "instructions", 32 << 10), new CpuCache(2, "unified", 1 << 20), new CpuCache(3, "unified", 32 << 20)],
            processor.Caches);
        Assert.False(processor.HidesCaches);
    }

    [Theory]
    [InlineData(0x80000021)]
    [InlineData(0x80000008)]
    public void SeesThatAHypervisorHidesThem(uint highest)
    {
        var processor = Processor.From((leaf, _) => unchecked((uint)leaf) switch
        {
            0 => (0x10, Amd, AmdThird, AmdSecond),
            1 => (0x00B00F21, 0, 0, 0),
            0x80000000 => (unchecked((int)highest), 0, 0, 0),
            // What lies above the highest leaf is of no meaning.
            0x8000001D when highest < 0x8000001D => (0x121, 0x01C0003F, 0x3F, 0),
            _ => (0, 0, 0, 0),
        });

        Assert.Equal(26, processor.Family);
        Assert.True(processor.HidesCaches);
        ConvolutionWay planned = new(ConvolutionMethod.Convolution, NumericPrecision.BFloat16, MemoryLayout.ChannelsLast);
        var pointwise = new ConvolutionShape(1, 256, 3, 3, 1024, 1, 1, 0, 1, false);
        Assert.True(KnownFault.All[0].Strikes(processor));
        Assert.True(KnownFault.All[0].Covers(pointwise, planned));
        Assert.False(KnownFault.All[0].Covers(pointwise, planned with { Method = ConvolutionMethod.Product }));
        Assert.False(KnownFault.All[0].Covers(pointwise with { Kernel = 3, Padding = 1 }, planned));
    }

    [Fact]
    public void AnIntelProcessorTellsThemElsewhere()
    {
        var processor = Processor.From((leaf, part) => (unchecked((uint)leaf), part) switch
        {
            (0, _) => (0x1F, 0x756e6547, 0x6c65746e, 0x49656e69),
            (1, _) => (0x000806F8, 0, 0, 0),
            (4, 0) => (0x121, 0x02C0003F, 0x3F, 0),
            _ => (0, 0, 0, 0),
        });

        Assert.Equal(("GenuineIntel", 6, 0x8F), (processor.Maker, processor.Family, processor.Model));
        Assert.Equal([new CpuCache(1, "data", 48 << 10)], processor.Caches);
        Assert.False(processor.HidesCaches);
    }
}
