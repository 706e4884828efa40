using Emblem.Compute;
using TorchSharp;

namespace Emblem.Tests.Support;

/// <summary>A number of torch's threads for one test. The last bits of a sum depend on it, and long trainings make them visible.</summary>
internal sealed class TorchThreads : IDisposable
{
    private readonly int _before;

    public TorchThreads(int count)
    {
        NativeRuntime.EnsureLoaded();
        _before = torch.get_num_threads();
        torch.set_num_threads(count);
    }

    public void Dispose() => torch.set_num_threads(_before);
}
