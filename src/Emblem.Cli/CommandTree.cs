using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Emblem.Cli.Commands;
using Emblem.Cli.Terminal;

namespace Emblem.Cli;

/// <summary>The whole command line: its verbs in the order of the workflow, and what all of them share.</summary>
internal static class CommandTree
{
    /// <summary>An argument is what it says: one that begins with <c>@</c> names a file or folder of that name, and no file of further arguments.</summary>
    private static readonly ParserConfiguration Plain = new() { ResponseFileTokenReplacer = null };

    /// <summary>The library's <see cref="RootCommand"/> would take its name from the assembly's file; this one is the tool's.</summary>
    public static Command Create() => new("emblem", "Builds an image classifier from a few hundred pictures found on the web.")
    {
        QuickstartCommand.Create(),
        BuildCommand.Create(),
        DownloadCommand.Create(),
        VerifyCommand.Create(),
        GatherCommand.Create(),
        HealthCommand.Create(),
        ShowCommand.Create(),
        FindRateCommand.Create(),
        TrainCommand.Create(),
        InterpretCommand.Create(),
        ReportCommand.Create(),
        ReviewCommand.Create(),
        CompareCommand.Create(),
        LearningCurveCommand.Create(),
        PredictCommand.Create(),
        ExportCommand.Create(),
        ServeCommand.Create(),
        StudioCommand.Create(),
        WeightsCommand.Create(),
        DoctorCommand.Create(),
        CacheCommand.Create(),
        DecodeWorkerCommand.Create(),
        KernelWorkerCommand.Create(),
        SurveyWorkerCommand.Create(),
        CommonOptions.Json,
        CommonOptions.Verbose,
        new HelpOption { Action = new ShowHelp(), Description = $"Explain a verb; with {HelpPage.All} after it every option, in groups." },
        new VersionOption { Action = new ShowVersion(), Description = "Print the version." },
    };

    /// <summary>Parses and runs; the result is an <see cref="ExitCode"/>. No arguments at all ask for the help.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter standard, TextWriter error, CancellationToken stop)
    {
        ParseResult parsed = Create().Parse(args.Length == 0 ? ["--help"] : args, Plain);
        if (parsed.Action is ParseErrorAction)
            return UsageError.Print(parsed, args, standard, error);

        // Signals are ours (StopSignals): the library's own handling would cut a slow clean-up off.
        var invocation = new InvocationConfiguration
        {
            Output = standard,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(invocation, stop);
    }
}
