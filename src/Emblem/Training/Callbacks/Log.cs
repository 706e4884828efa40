namespace Emblem.Training.Callbacks;

/// <summary>What a callback writes for people to look at: a full disk costs the log, not the training.</summary>
internal static class Log
{
    /// <param name="path">What is written.</param>
    /// <param name="fit">Whose messages hear of a failure.</param>
    /// <param name="failed">Hears of it instead, if given.</param>
    /// <param name="write">Writes it.</param>
    public static void Write(string path, FitContext fit, Action<Exception>? failed, Action write)
    {
        try
        {
            write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (failed is not null)
                failed(fault);
            else
                fit.Report($"Warning: {path} could not be written: {fault.Message} Training goes on.");
        }
    }
}
