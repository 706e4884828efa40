using System.CommandLine;
using Emblem.Cli.Terminal;
using Emblem.Projects;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem survey-worker</c>, which no help lists: this program as the process that looks at all pictures of a project for the page of another one of it.</summary>
internal static class SurveyWorkerCommand
{
    public const string Name = "survey-worker";

    public static Command Create()
    {
        var project = new Argument<string>("DIR") { Description = "A project's folder." };
        var verb = new Verb(Name, "Looks at all verified pictures of a project: small views, health, copies.") { Hidden = true };
        verb.Add(project);
        verb.Runs(async (parsed, output, stop) =>
        {
            PictureSurvey survey = await output.ProgressAsync("looking", progress => PictureSurvey.MakeAsync(new ProjectFolder(parsed.GetValue(project)!), null, progress, stop));
            output.Line($"{survey}");
        });
        return verb;
    }
}
