using System.Diagnostics.CodeAnalysis;
using Emblem.Foundation;

namespace Emblem.Compute.Memory;

/// <summary>The memory of a whole process: for a program that owns its own. A library leaves it to its host.</summary>
public static class ProcessMemory
{
    private const int LargestKept = 1 << 20;
    private const int LargestKeptWithoutTorch = 1 << 18;

    /// <summary>Takes no more of the system than it uses: comes first in a program, before other threads have heaps of their own.</summary>
    /// <remarks>
    /// <see cref="NativeHeap.KeepLittle"/>, where blocks from 1 MB on, such as decoded pictures, go back at once. That is 20 MB less of a run that decodes,
    /// loads torch and draws.
    /// </remarks>
    public static void KeepLittle() => NativeHeap.KeepLittle(LargestKept);

    /// <summary>The same for a program that opens an ONNX model and trains nothing: blocks from 256 kB on go back, among them most of a model's tensors.</summary>
    /// <remarks>That is 25 MB less of an answer of EfficientNet-Lite0, and 10 ms more.</remarks>
    public static void KeepLeast() => NativeHeap.KeepLittle(LargestKeptWithoutTorch);

    /// <summary>
    /// Gives the system back what the stage before has freed, managed, of the C library and of tensors, and the code that it ran through. Between stages
    /// only: it takes 20 ms, and the next one meets a fault for each page that it touches.
    /// </summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "No leak is looked for: what was disposed goes back before another stage adds its own to it.")]
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        TensorPool.GiveBack();
        NativeHeap.GiveBack();
        LoadedCode.Forget();
    }
}
