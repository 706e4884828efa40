using System.Reflection;
using Emblem.Acquisition;

namespace Emblem.Cli.Commands;

/// <summary>This program as the worker of another process of it.</summary>
internal static class ThisProgram
{
    /// <summary>Starts this program once more, with the verb as its first argument. It may run by its own executable, whatever a tool's installation calls that, or by the dotnet host.</summary>
    public static WorkerCommand Itself { get; } = Find();

    /// <summary>The same with a verb.</summary>
    /// <param name="verb">The hidden verb that serves.</param>
    public static WorkerCommand As(string verb) => Itself with { Arguments = [.. Itself.Arguments, verb] };

    private static WorkerCommand Find()
    {
        Assembly own = typeof(ThisProgram).Assembly;
        bool isOurs = Assembly.GetEntryAssembly() == own;
        bool isHost = string.Equals(Path.GetFileNameWithoutExtension(Environment.ProcessPath), "dotnet", StringComparison.OrdinalIgnoreCase);
        return isOurs && !isHost
            ? new WorkerCommand(Environment.ProcessPath!)
            : new WorkerCommand(isHost ? Environment.ProcessPath! : "dotnet", "exec", own.Location);
    }
}
