using System.CommandLine;
using Emblem.Cli.Terminal;
using Emblem.Projects;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem likeness-worker</c>, which no help lists: this program as the process that finds which pictures of a project are alike for the page of another one of it.</summary>
internal static class LikenessWorkerCommand
{
    public const string Name = "likeness-worker";

    public static Command Create()
    {
        var project = new Argument<string>("DIR") { Description = "A project's folder." };
        var verb = new Verb(Name, "Finds which verified pictures of a project are alike.") { Hidden = true };
        verb.Add(project);
        verb.Runs(async (parsed, output, stop) =>
        {
            PictureLikeness likeness = await output.ProgressAsync("looking", progress => PictureLikeness.MakeAsync(new ProjectFolder(parsed.GetValue(project)!), progress, stop));
            output.Line($"{likeness}");
        });
        return verb;
    }
}
