using Spectre.Console;

namespace Emblem.Cli.Terminal;

/// <summary>What was asked for, and what the stream for people can show.</summary>
/// <param name="Json">One object on standard output, the rest on standard error.</param>
/// <param name="Verbose">Details too.</param>
/// <param name="Terminal">Someone watches: the stream is not redirected and can move its cursor.</param>
/// <param name="Colour">Colours are welcome (<c>NO_COLOR</c>, no-color.org, is not set).</param>
internal sealed record OutputStyle(bool Json = false, bool Verbose = false, bool Terminal = false, bool Colour = false)
{
    /// <summary>The style for this process's own streams and environment.</summary>
    public static OutputStyle Detect(bool json, bool verbose) => new(
        json,
        verbose,
        // mpirun gives each process a terminal of its own, whoever reads its output.
        Terminal: RankSession.Ranks is null && !(json ? Console.IsErrorRedirected : Console.IsOutputRedirected)
            && Environment.GetEnvironmentVariable("TERM") != "dumb",
        Colour: string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    /// <summary>A console that does not guess: continuous-integration services would otherwise get colours into their logs.</summary>
    public IAnsiConsole CreateConsole(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        Interactive = InteractionSupport.Yes,
        ColorSystem = Colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        Out = new AnsiConsoleOutput(writer),
    });
}
