using System.CommandLine;
using Emblem.Cli.Terminal;
using Emblem.Diagnosis;

namespace Emblem.Cli.Commands;

/// <summary>
/// <c>emblem kernel-worker</c>, which no help lists: this program as the process that tries kernels for another one of it.
/// </summary>
internal static class KernelWorkerCommand
{
    public const string Name = "kernel-worker";

    public static Command Create()
    {
        var verb = new Verb(Name, "Tries the processor's kernels for a program that asks on standard input.") { Hidden = true };
        verb.Runs((_, _, _) =>
        {
            KernelWorker.Run(Console.OpenStandardInput(), Console.OpenStandardOutput());
            return Task.CompletedTask;
        });
        return verb;
    }
}
