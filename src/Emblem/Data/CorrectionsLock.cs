using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>
/// One change of a file of corrections at a time, over all processes: an open file that nobody else may open, in the system's temporary folder. The system closes it
/// when its process ends, however that ends. The empty file stays: deleting it would let two in.
/// </summary>
internal static class CorrectionsLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // A change takes milliseconds. Whoever holds on longer is stuck, and a person's decision is worth more than the wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Waits for the others; null where no lock is to be had.</summary>
    /// <param name="path">The file of corrections.</param>
    public static IDisposable? Take(string path)
    {
        string name = Path.Combine(Path.GetTempPath(), $"emblem-{Environment.UserName}-{ContentHash.Key(Path.GetFullPath(path))}.lock");
        for (long began = Environment.TickCount64; ;)
        {
            try
            {
                return new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                if (fault is not IOException || Environment.TickCount64 - began > Patience.TotalMilliseconds)
                    return null;
            }

            Thread.Sleep(Pause);
        }
    }
}
