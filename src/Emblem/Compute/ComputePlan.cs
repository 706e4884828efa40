using System.Text.Json.Serialization;
using Emblem.Foundation;
using TorchSharp;

namespace Emblem.Compute;

/// <summary>
/// <see cref="ComputeOptions"/> with nothing left open: what decides a result's last bits, as plain data for <c>options.json</c> and checkpoints.
/// </summary>
/// <param name="Device">The processor or a card.</param>
/// <param name="Precision">fp32 or mixed with bf16.</param>
/// <param name="Layout">How pictures and convolution weights lie in memory.</param>
/// <param name="Threads">Torch's threads.</param>
public sealed record ComputePlan(DeviceKind Device, NumericPrecision Precision, MemoryLayout Layout, int Threads)
{
    private const int FewPictures = 8;

    /// <summary>What torch does by itself: fp32, channels first, on the processor. A network that is told nothing computes so.</summary>
    internal static ComputePlan Plain { get; } =
        new(DeviceKind.Cpu, NumericPrecision.Single, MemoryLayout.ChannelsFirst, Threads: 1) { SetsThreads = false };

    /// <summary>What the processor has of the features that torch chooses its code by, for example <c>avx2</c> and <c>avx512_bf16</c>.</summary>
    public IReadOnlyList<string> CpuFeatures { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>Whether kernels that were not tried on this machine are tried before they are used.</summary>
    public bool ChecksKernels { get; init; } = true;

    /// <summary>Where large tensors lie. Changes no bit, so no file of a run says it.</summary>
    [JsonIgnore]
    public TensorMemory TensorMemory { get; init; } = TensorMemory.System;

    /// <summary>Whether <see cref="Threads"/> are set, or only what torch has anyway. A plan that was written down is kept to.</summary>
    internal bool SetsThreads { get; init; } = true;

    /// <summary>
    /// Pictures that pass through a network together where none of them teaches it. A processor is hardly faster with more (the box's ResNet in bf16 takes a
    /// tenth less time by 8 than by 4, and a twentieth less by 16), and each holds memory: 4 MB of that network at 224 px. A card takes all it is given.
    /// </summary>
    internal int Together => Device == DeviceKind.Cuda ? int.MaxValue : FewPictures;

    /// <summary>One line for a person: "cpu, fp32, channels first, 2 threads (avx2; bf16 would be emulated here)".</summary>
    public override string ToString()
    {
        string numbers = Precision == NumericPrecision.BFloat16 ? "bf16 with fp32 master weights" : "fp32";
        string layout = Layout == MemoryLayout.ChannelsLast ? "channels last" : "channels first";
        string cpu = string.Join(", ", CpuFeatures.DefaultIfEmpty("no vector features known"));
        string bf16 = CpuFeatures.Any(name => name.EndsWith("_bf16", StringComparison.Ordinal)) ? "" : "; bf16 would be emulated";
        return Device == DeviceKind.Cuda
            ? $"cuda, {numbers}, {layout}"
            : $"cpu, {numbers}, {layout}, {Threads} {(Threads == 1 ? "thread" : "threads")} ({cpu}{bf16})";
    }

    /// <summary>Loads torch, and takes what this asks of the whole process until the answer is disposed.</summary>
    internal ComputeLease Lease() => new(this);

    /// <summary>Pictures as the network wants them: a view where they are so already. The copy to a card does not wait for it.</summary>
    internal torch.Tensor Place(torch.Tensor pictures)
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor laid = Layout == MemoryLayout.ChannelsLast ? MemoryOrder.ChannelsLast(pictures) : pictures.alias();
        // From pinned memory the card fetches by itself; from any other torch would copy first, and wait.
        torch.Tensor placed = Device == DeviceKind.Cuda ? laid.pin_memory().to(torch.CUDA, non_blocking: true) : laid;
        return placed.MoveToOuterDisposeScope();
    }

    /// <summary>Moves a network's weights to where and how they are wanted. On the processor parameters stay the same objects.</summary>
    internal void Place(torch.nn.Module network)
    {
        if (Device == DeviceKind.Cuda)
            network.to(torch.CUDA);
        if (Layout != MemoryLayout.ChannelsLast)
            return;
        using var quiet = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        foreach (torch.Tensor weight in network.parameters().Where(weight => weight.ndim == 4))
            weight.set_(MemoryOrder.ChannelsLast(weight));
    }
}
