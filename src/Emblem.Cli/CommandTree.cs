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

    /// <summary>In the order of the workflow.</summary>
    private static readonly Entry[] Verbs =
    [
        new("quickstart", QuickstartCommand.Create),
        new("build", BuildCommand.Create),
        new("download", DownloadCommand.Create),
        new("verify", VerifyCommand.Create) { WorksTogether = true },
        new("gather", GatherCommand.Create),
        new("health", HealthCommand.Create),
        new("show", ShowCommand.Create),
        new("find-rate", FindRateCommand.Create),
        new("train", TrainCommand.Create) { WorksTogether = true },
        new("interpret", InterpretCommand.Create),
        new("report", ReportCommand.Create),
        new("review", ReviewCommand.Create),
        new("compare", CompareCommand.Create),
        new("learning-curve", LearningCurveCommand.Create),
        new("predict", PredictCommand.Create) { WorksTogether = true },
        new("export", ExportCommand.Create),
        new("serve", ServeCommand.Create),
        new("studio", StudioCommand.Create),
        new("weights", WeightsCommand.Create),
        new("doctor", DoctorCommand.Create),
        new("cache", CacheCommand.Create),
        new(DecodeWorkerCommand.Name, DecodeWorkerCommand.Create),
        new(KernelWorkerCommand.Name, KernelWorkerCommand.Create),
        new(SurveyWorkerCommand.Name, SurveyWorkerCommand.Create),
        new(LikenessWorkerCommand.Name, LikenessWorkerCommand.Create),
    ];

    /// <summary>The library's <see cref="RootCommand"/> would take its name from the assembly's file; this one is the tool's.</summary>
    /// <param name="verb">
    /// What the line begins with. Where it is a verb, that one alone is made: the options of all others take a fifth of the time to a picture's answer.
    /// </param>
    public static Command Create(string? verb = null)
    {
        var root = new Command("emblem", "Builds an image classifier from a few hundred pictures found on the web.")
        {
            CommonOptions.Json,
            CommonOptions.Verbose,
            new HelpOption { Action = new ShowHelp(), Description = $"Explain a verb; with {HelpPage.All} after it every option, in groups." },
            new VersionOption { Action = new ShowVersion(), Description = "Print the version." },
        };
        Entry? only = Array.Find(Verbs, entry => entry.Name == verb);
        foreach (Entry entry in only is null ? Verbs : [only])
            root.Add(entry.Create());
        return root;
    }

    /// <summary>Parses and runs; the result is an <see cref="ExitCode"/>. No arguments at all ask for the help.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter standard, TextWriter error, CancellationToken stop)
    {
        ParseResult parsed = Create(args.FirstOrDefault()).Parse(args.Length == 0 ? ["--help"] : args, Plain);
        if (parsed.Action is ParseErrorAction)
            return UsageError.Print(parsed, args, standard, error);
        if (RankSession.Ranks is not null && VerbPath.Of(parsed.CommandResult) is { } given && !Array.Exists(Verbs, entry => entry.WorksTogether && entry.Name == given))
            return UsageError.PrintAlone(given, [.. Verbs.Where(entry => entry.WorksTogether).Select(entry => entry.Name)], error);

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

    /// <summary>A verb, not made yet.</summary>
    private sealed record Entry(string Name, Func<Command> Create)
    {
        /// <summary>Whether several processes can run it together (<see cref="RankSession"/>).</summary>
        public bool WorksTogether { get; init; }
    }
}
