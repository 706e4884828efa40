using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>--dry-run</c> of the verbs that train.</summary>
internal static class DryRunOption
{
    public static Option<bool> Create() => new Option<bool>("--dry-run")
    {
        Description = "Settle everything, say what would be done and what looks odd, and end: nothing is written, fetched or computed.",
    }.In(HelpGroup.Run);

    /// <summary>Does that instead of training.</summary>
    public static async Task RunAsync(TrainingRequest request, CommandOutput output, CancellationToken stop)
    {
        TrainingPreview found = await RunVerb.PreviewAsync(request with { FetchesNothing = true, Events = null }, output, stop);
        output.Line();
        output.Line("Nothing was written. Without --dry-run this would be trained.");
        output.Json(PreviewResult.Of(found));
    }
}
