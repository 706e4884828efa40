using Emblem.Compute;

namespace Emblem.Tests.Support;

/// <summary>Comparisons of computed numbers, whose failure names the processor: kernels are wrong on some and right on the next.</summary>
internal static class OnThisProcessor
{
    /// <summary>Fails outside of the range, and for what is no number.</summary>
    public static void InRange(double actual, double low, double high) => Assert.True(
        actual >= low && actual <= high,
        $"{actual:G4} is not between {low:G4} and {high:G4} on {Processor.Here} with {string.Join(", ", CpuFeatures.Here.Names)}, caches told: {Processor.Here.Caches.Count}");
}
