using System.CommandLine;
using Emblem.Cli.Terminal;

namespace Emblem.Cli.Commands;

/// <summary><c>--overwrite</c> of the verbs that write a run.</summary>
internal static class OverwriteOption
{
    public static Option<bool> Create() => new Option<bool>("--overwrite")
    {
        Description = "Replace the run that is in the folder: its own files are deleted when the new one is sure to begin, no others. Without it a run is left alone.",
    }.In(HelpGroup.Run);
}
