using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Compute;

/// <summary>
/// What a network computes with. All of it changes the last bits of a result, so it is settled once, by <see cref="Resolve()"/>, and never
/// tuned while something runs.
/// </summary>
public sealed record ComputeOptions
{
    /// <summary>The processor or a card.</summary>
    public DeviceKind Device { get; init; } = DeviceKind.Auto;

    /// <summary>fp32 or mixed with bf16.</summary>
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>
    /// Torch's threads; null for the number in the environment's <c>OMP_NUM_THREADS</c>, and without one for the physical cores that the
    /// process may use.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>How pictures and convolution weights lie in memory.</summary>
    public MemoryLayout Layout { get; init; } = MemoryLayout.Auto;

    /// <summary>
    /// Whether each convolution's numbers are compared with plain sums the first time it is met on this machine, and computed another way where they
    /// are wrong; on by default. Processors are rented on which libtorch's are. Answers are kept in the user's cache.
    /// </summary>
    public bool CheckKernels { get; init; } = true;

    /// <summary>Settles what is open by what this machine has: the same answer every time.</summary>
    /// <exception cref="DeviceUnavailableException">A CUDA card is asked for, and its natives or its driver are missing.</exception>
    /// <exception cref="EmblemException">Threads are fewer than 1.</exception>
    public ComputePlan Resolve() => Resolve(CpuFeatures.Here, Environment.GetEnvironmentVariable("OMP_NUM_THREADS"), CudaRuntime.Missing);

    /// <param name="cpu">What the processor has.</param>
    /// <param name="ompThreads">OpenMP's own setting; anything but a number above 0 counts as none.</param>
    /// <param name="cudaMissing">Tells why no card can be used; null when one can.</param>
    internal ComputePlan Resolve(CpuFeatures cpu, string? ompThreads, Func<string?> cudaMissing)
    {
        if (Threads < 1)
            throw new EmblemException($"{Threads} threads cannot compute; 1 or more are needed.");
        string? missing = Device == DeviceKind.Cpu ? null : cudaMissing();
        if (Device == DeviceKind.Cuda && missing is not null)
            throw new DeviceUnavailableException(missing);
        bool onCard = Device != DeviceKind.Cpu && missing is null;
        Precision precision = Precision != Precision.Auto ? Precision
            : onCard || cpu.HasBFloat16 ? Precision.BFloat16 : Precision.Single;
        MemoryLayout layout = Layout != MemoryLayout.Auto ? Layout
            : precision == Precision.BFloat16 ? MemoryLayout.ChannelsLast : MemoryLayout.ChannelsFirst;
        int threads = Threads ?? (int.TryParse(ompThreads, CultureInfo.InvariantCulture, out int set) && set > 0 ? set : PhysicalCores.Count);
        return new ComputePlan(onCard ? DeviceKind.Cuda : DeviceKind.Cpu, precision, layout, threads)
        {
            CpuFeatures = cpu.Names,
            ChecksKernels = CheckKernels,
        };
    }
}
