using TorchSharp;

namespace Emblem.Compute;

/// <summary>Whether torch can use a CUDA card here.</summary>
internal static class CudaRuntime
{
    private const string NoNatives =
        "No CUDA card can be used: this program has torch's natives for the processor only. Build it with -p:TorchRuntime=cuda-12.8 "
        + "(a project of your own: reference the package libtorch-cuda-12.8-linux-x64 or libtorch-cuda-12.8-win-x64 instead of libtorch-cpu-…), "
        + "or compute on the processor (device cpu).";

    private const string NoCard =
        "The CUDA natives are here, but torch finds no card: a card with an NVIDIA driver for CUDA 12.8 or newer is needed. "
        + "See whether nvidia-smi lists one, or compute on the processor (device cpu).";

    /// <summary>What is missing and what to do about it; null when a card can be used.</summary>
    public static string? Missing()
    {
        if (!NativeRuntime.HasCuda)
            return NoNatives;
        NativeRuntime.EnsureLoaded();
        return torch.cuda.is_available() ? null : NoCard;
    }
}
