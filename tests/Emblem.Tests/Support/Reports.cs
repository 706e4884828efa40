namespace Emblem.Tests.Support;

/// <summary>A progress that reports at once, on the thread that tells it: the framework's own would do it later, elsewhere.</summary>
internal sealed class Reports<T>(Action<T> told) : IProgress<T>
{
    public void Report(T value) => told(value);
}
