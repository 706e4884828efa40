using Emblem.Acquisition;
using Emblem.Compute;
using Emblem.Foundation;
using Emblem.Models;

namespace Emblem.Diagnosis;

/// <summary>Which kernels are tried.</summary>
public sealed record KernelSurveyOptions
{
    private const long WorkerMemory = 12_000_000_000;

    /// <summary>The networks whose convolutions are tried; all of the catalogue by default.</summary>
    public IReadOnlyList<Architecture> Networks { get; init => field = Listing.Of(value); } = Listing.Of(Architectures.All);

    /// <summary>Sides of pictures in pixels: small and usual ones by default.</summary>
    public IReadOnlyList<int> Sides { get; init => field = Listing.Of(value); } = Listing.Of([64, 224]);

    /// <summary>Precisions and layouts; null for fp32 in both layouts and, where the processor has it, bf16 with channels last.</summary>
    public IReadOnlyList<(NumericPrecision Precision, MemoryLayout Layout)>? Plans { get; init => field = Listing.Of(value); }

    /// <summary>Time for one convolution in one way, after which its process is ended.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The same in a third of a minute: the networks that are trained most, one size, as training and prediction would compute by themselves.</summary>
    public static KernelSurveyOptions Quick => new()
    {
        Networks = [Architectures.ResNet18, Architectures.ResNet50, Architectures.EfficientNetLite0],
        Sides = [64],
        Plans = [.. new[] { PlanOf((ComputeOptions.OwnProcess with { Device = DeviceKind.Cpu }).Resolve()), (NumericPrecision.Single, MemoryLayout.ChannelsFirst) }.Distinct()],
    };

    internal IReadOnlyList<(NumericPrecision Precision, MemoryLayout Layout)> SettledPlans => Plans ??
    [
        (NumericPrecision.Single, MemoryLayout.ChannelsFirst), (NumericPrecision.Single, MemoryLayout.ChannelsLast),
        .. CpuFeatures.Here.HasBFloat16 ? [(NumericPrecision.BFloat16, MemoryLayout.ChannelsLast)] : Array.Empty<(NumericPrecision, MemoryLayout)>(),
    ];

    internal WorkerCommand Limit(WorkerCommand worker) => worker with { TimeLimit = TimeLimit, MemoryLimit = WorkerMemory };

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    private static (NumericPrecision Precision, MemoryLayout Layout) PlanOf(ComputePlan plan) => (plan.Precision, plan.Layout);
}
