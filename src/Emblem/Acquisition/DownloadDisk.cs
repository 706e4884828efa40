using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>Tells faults of the disk from those of the network: a full disk is no address's own, and ends the run.</summary>
internal static class DownloadDisk
{
    /// <exception cref="EmblemException">The disk refused.</exception>
    public static void Write(string path, Action write) => Write(path, () =>
    {
        write();
        return true;
    });

    /// <exception cref="EmblemException">The disk refused.</exception>
    public static T Write<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new EmblemException($"{path} cannot be written: {fault.Message} What was fetched before is kept; run it again to go on.", fault);
        }
    }
}
