using System.CommandLine;
using Emblem.Cli.Terminal;
using Emblem.Diagnosis;
using Emblem.Foundation;
using Emblem.Models;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem doctor</c>: what this machine is, and whether it computes right.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var quick = new Option<bool>("--quick") { Description = "Try three networks in one size, as this machine would compute them by itself: seconds instead of minutes." };
        var networks = new Option<string[]>("--arch") { Description = "Try this network alone, one of 'emblem weights list'; as often as needed.", HelpName = "NAME" };
        var verb = new Verb("doctor", "Tell what this machine is, and try every kind of convolution on it against plain sums, in processes of their own.")
        {
            Examples =
            [
                "emblem doctor --quick                # first thing on a new machine",
                "emblem doctor                        # every network of the catalogue",
                "emblem doctor --quick --arch resnet34",
                "emblem doctor --json > machine.json  # with a report of a fault",
            ],
        };
        verb.Add(quick);
        verb.Add(networks);
        verb.Runs((parsed, output, stop) => RunAsync(Read(parsed.GetValue(quick), parsed.GetValue(networks) ?? []), output, stop));
        return verb;
    }

    private static KernelSurveyOptions Read(bool quick, string[] networks)
    {
        KernelSurveyOptions options = quick ? KernelSurveyOptions.Quick : new KernelSurveyOptions();
        return networks.Length == 0 ? options : options with { Networks = [.. networks.Distinct().Select(Architectures.Find)] };
    }

    private static async Task RunAsync(KernelSurveyOptions options, CommandOutput output, CancellationToken stop)
    {
        var machine = MachineReport.Read();
        DoctorTables.Print(machine, output);
        output.Line();
        KernelSurveyReport report = await output.ProgressAsync(
            "trying convolutions",
            progress => KernelSurvey.RunAsync(ThisProgram.As(KernelWorkerCommand.Name), options, progress, stop));
        DoctorTables.Print(report, output);
        output.Json(new
        {
            Machine = machine,
            report.IsUsable,
            Networks = report.Networks.Select(network => DoctorTables.CountsOf(report, network)),
            NotAsPlanned = report.Kernels.Where(kernel => kernel.State != KernelState.Right),
        });
        if (!report.IsUsable)
        {
            throw new EmblemException(
                $"{report.Kernels.Count(kernel => kernel.State == KernelState.Wrong)} convolutions cannot be computed right on this machine in any way; "
                + "networks that have them are refused here. Use another machine, and please report this with the output of 'emblem doctor --json'.");
        }
    }
}
