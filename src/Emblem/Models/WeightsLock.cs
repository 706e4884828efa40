namespace Emblem.Models;

/// <summary>
/// One download of a file at a time, over all processes: an open file that nobody else may open. The system closes it when its process
/// ends, however that ends, so what a dead process leaves never blocks. The empty file stays: deleting it would let two in.
/// </summary>
internal sealed class WeightsLock : IDisposable
{
    public const string Extension = ".lock";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // What a held lock gives: EWOULDBLOCK on Linux and macOS, a sharing or lock violation on Windows.
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    private readonly FileStream _file;

    private WeightsLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock of a file.</summary>
    /// <param name="path">The file to be guarded; its folder exists.</param>
    /// <param name="waiting">Called once, when another process has it.</param>
    /// <param name="stop">Ends the wait.</param>
    public static async Task<WeightsLock> TakeAsync(string path, Action waiting, CancellationToken stop)
    {
        for (bool first = true; ; first = false)
        {
            try
            {
                return new WeightsLock(new FileStream(path + Extension, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException fault) when (Held.Contains(fault.HResult))
            {
                if (first)
                    waiting();
            }

            await Task.Delay(Pause, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Lets the next one in.</summary>
    public void Dispose() => _file.Dispose();
}
