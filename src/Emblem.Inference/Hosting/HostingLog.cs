using Microsoft.Extensions.Logging;

namespace Emblem.Hosting;

/// <summary>What the log is told.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Information, "{Model} has changed; the new model answers from now on.")]
    public static partial void Taken(ILogger logger, string model);

    [LoggerMessage(2, LogLevel.Warning, "{Model} has changed and cannot be opened; the model before goes on answering.")]
    public static partial void NotTaken(ILogger logger, string model, Exception fault);
}
