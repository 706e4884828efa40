using Emblem.Compute.Memory;
using TorchSharp;

namespace Emblem.Compute;

/// <summary>
/// What a plan takes of the process while a learner or predictor lives: torch's threads and the place of its tensors, each only where the plan asks
/// for it. Disposing gives it back; what another still holds stays. Every change of these settings goes through here.
/// </summary>
internal sealed class ComputeLease : IDisposable
{
    private static readonly ProcessSetting<int> Threads = new(torch.get_num_threads, torch.set_num_threads);
    private static readonly ProcessSetting<TensorMemory> Memory = new(() => TensorMemory.System, NativeMemory.Use);

    private readonly IDisposable? _threads;
    private readonly IDisposable? _memory;

    /// <summary>Loads torch, and takes what the plan asks for.</summary>
    public ComputeLease(ComputePlan plan)
    {
        NativeRuntime.EnsureLoaded();
        _threads = plan.SetsThreads ? Threads.Hold(plan.Threads) : null;
        _memory = plan.TensorMemory == TensorMemory.Pooled ? Memory.Hold(TensorMemory.Pooled) : null;
    }

    public void Dispose()
    {
        _threads?.Dispose();
        if (_memory is null)
            return;
        _memory.Dispose();
        TensorPool.GiveBack();
    }
}
