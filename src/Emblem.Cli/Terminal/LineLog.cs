using Microsoft.Extensions.Logging;

namespace Emblem.Cli.Terminal;

/// <summary>A log as lines of the command: warnings and errors always, the rest with <c>-v</c>.</summary>
internal sealed class LineLog(CommandOutput output) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning || (output.IsVerbose && logLevel >= LogLevel.Information);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        string text = $"{formatter(state, exception)}{(exception is null ? "" : $" {exception.Message}")}";
        if (logLevel >= LogLevel.Warning)
            output.Warning(text);
        else
            output.Detail(text);
    }

    public void Dispose()
    {
    }
}
