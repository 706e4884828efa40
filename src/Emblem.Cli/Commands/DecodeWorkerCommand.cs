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
}
