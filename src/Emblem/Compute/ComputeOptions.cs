using System.Globalization;
using Emblem.Cluster;
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
    public NumericPrecision Precision { get; init; } = NumericPrecision.Auto;

    /// <summary>
    /// Torch's threads; null, the default, for as many as torch has, which stay untouched. A number is set for the whole process, and put back when the
    /// last learner or predictor that set one is disposed. libtorch keeps the number for each thread that computed: put back is that of the thread that
    /// disposes, and of all that compute for the first time afterwards.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>Where libtorch's large tensors lie; where the C library puts them by default. Changes no result.</summary>
    public TensorMemory TensorMemory { get; init; } = TensorMemory.System;

    /// <summary>How pictures and convolution weights lie in memory.</summary>
    public MemoryLayout Layout { get; init; } = MemoryLayout.Auto;

    /// <summary>
    /// What a program wants that has its process to itself, as the command has: the number of threads in the environment's <c>OMP_NUM_THREADS</c>, without
    /// one those of the physical cores that it may use, and <see cref="TensorMemory.Pooled"/>. All else is left open.
    /// </summary>
    public static ComputeOptions OwnProcess => OwnProcessAmong(null);

    /// <summary>
    /// Whether each convolution's numbers are compared with plain sums the first time it is met on this machine, and computed another way where they
    /// are wrong; on by default. Processors are rented on which libtorch's are. Answers are kept in the user's cache.
    /// </summary>
    public bool CheckKernels { get; init; } = true;

    /// <summary><see cref="OwnProcess"/> of one of several processes that work together: without <c>OMP_NUM_THREADS</c> its share of the cores (<see cref="Ranks.ShareOf"/>).</summary>
    /// <param name="ranks">The processes; null for one alone.</param>
    public static ComputeOptions OwnProcessAmong(Ranks? ranks) => new()
    {
        Threads = ThreadsBy(Environment.GetEnvironmentVariable("OMP_NUM_THREADS"), ranks),
        TensorMemory = TensorMemory.Pooled,
    };

    /// <summary>Settles what is open by what this machine has: the same answer every time.</summary>
    /// <exception cref="DeviceUnavailableException">A CUDA card is asked for, and its natives or its driver are missing.</exception>
    /// <exception cref="EmblemException">Threads are fewer than 1, or they are left to torch and its natives are missing.</exception>
    public ComputePlan Resolve() => Resolve(CpuFeatures.Here, () => NativeRuntime.Threads, CudaRuntime.Missing);

    /// <param name="cpu">What the processor has.</param>
    /// <param name="torchThreads">Tells how many threads torch has.</param>
    /// <param name="cudaMissing">Tells why no card can be used; null when one can.</param>
    internal ComputePlan Resolve(CpuFeatures cpu, Func<int> torchThreads, Func<string?> cudaMissing)
    {
        if (Threads < 1)
            throw new EmblemException($"{Threads} threads cannot compute; 1 or more are needed.");
        string? missing = Device == DeviceKind.Cpu ? null : cudaMissing();
        if (Device == DeviceKind.Cuda && missing is not null)
            throw new DeviceUnavailableException(missing);
        bool onCard = Device != DeviceKind.Cpu && missing is null;
        NumericPrecision precision = Precision != NumericPrecision.Auto ? Precision
            : onCard || cpu.HasBFloat16 ? NumericPrecision.BFloat16 : NumericPrecision.Single;
        MemoryLayout layout = Layout != MemoryLayout.Auto ? Layout
            : precision == NumericPrecision.BFloat16 ? MemoryLayout.ChannelsLast : MemoryLayout.ChannelsFirst;
        return new ComputePlan(onCard ? DeviceKind.Cuda : DeviceKind.Cpu, precision, layout, Threads ?? torchThreads())
        {
            CpuFeatures = cpu.Names,
            ChecksKernels = CheckKernels,
            SetsThreads = Threads is not null,
            TensorMemory = TensorMemory,
        };
    }

    /// <param name="ompThreads">OpenMP's own setting; anything but a number above 0 counts as none.</param>
    /// <param name="ranks">Whoever else computes on these cores.</param>
    internal static int ThreadsBy(string? ompThreads, Ranks? ranks = null) =>
        int.TryParse(ompThreads, CultureInfo.InvariantCulture, out int set) && set > 0 ? set : ranks?.ShareOf(PhysicalCores.Count) ?? PhysicalCores.Count;
}
