using System.CommandLine;
using Emblem.Cli.Terminal;
using Emblem.Foundation;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem quickstart</c>: the main job, offline, on pictures that it draws itself.</summary>
internal static class QuickstartCommand
{
    public static Command Create()
    {
        var verb = new Verb("quickstart", "Draw sample pictures, serve them locally and build a classifier from them.")
        {
            Examples = ["emblem quickstart", "emblem quickstart --out /tmp/first-run", "emblem quickstart --serve --port 8000"],
        };
        verb.Runs((parsed, output, stop) => throw new EmblemException(
            "'emblem quickstart' needs 'emblem build', which this version does not have yet; 'emblem quickstart --serve' works."));
        return verb;
    }
}
