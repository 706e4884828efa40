using System.CommandLine;
using Emblem.Acquisition;
using Emblem.Cli.Terminal;

namespace Emblem.Cli.Commands;

/// <summary>
/// <c>emblem decode-worker</c>, which no help lists: this program as the process that decodes untrusted files for another one of it.
/// </summary>
internal static class DecodeWorkerCommand
{
    public const string Name = "decode-worker";

    public static Command Create()
    {
        var verb = new Verb(Name, "Decodes pictures for a program that asks on standard input.") { Hidden = true };
        verb.Runs((_, _, _) =>
        {
            DecodeWorker.Run(Console.OpenStandardInput(), Console.OpenStandardOutput());
            return Task.CompletedTask;
        });
        return verb;
    }

    /// <summary>
    /// Starts this program once more. It may run by its own executable, whatever a tool's installation calls that, or by the dotnet host.
    /// </summary>
    public static WorkerCommand ThisProgram()
    {
        string library = typeof(DecodeWorkerCommand).Assembly.Location;
        bool isOurs = System.Reflection.Assembly.GetEntryAssembly() == typeof(DecodeWorkerCommand).Assembly;
        bool isHost = string.Equals(Path.GetFileNameWithoutExtension(Environment.ProcessPath), "dotnet", StringComparison.OrdinalIgnoreCase);
        return isOurs && !isHost
            ? new WorkerCommand(Environment.ProcessPath!, Name)
            : new WorkerCommand(isHost ? Environment.ProcessPath! : "dotnet", "exec", library, Name);
    }
}
