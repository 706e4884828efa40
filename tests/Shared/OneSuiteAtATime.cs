[assembly: AssemblyFixture(typeof(Emblem.Tests.Shared.OneSuiteAtATime))]

namespace Emblem.Tests.Shared;

/// <summary>
/// Keeps the two test projects from running at the same time, whatever command starts them: two torch computations on the same cores slow
/// each other down far more than twofold. Whoever comes second waits for the lock file.
/// </summary>
public sealed class OneSuiteAtATime : IDisposable
{
    private readonly FileStream _lock = Take();

    public void Dispose() => _lock.Dispose();

    private static FileStream Take()
    {
        string path = Path.Combine(Path.GetTempPath(), "emblem-tests.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                Thread.Sleep(200);
            }
        }
    }
}
