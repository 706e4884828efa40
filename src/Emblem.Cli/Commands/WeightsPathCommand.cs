using System.CommandLine;
using Emblem.Cli.Terminal;
using Emblem.Foundation;
using Emblem.Models;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem weights path</c>: the path of published weights that are here, and nothing else, for scripts.</summary>
internal static class WeightsPathCommand
{
    public static Verb Create()
    {
        Argument<string> name = NameArgument();
        var verb = new Verb("path", "Print the path of published weights that are on this machine, checked.")
        {
            Examples = ["emblem weights path resnet34", "emblem train pictures --out run --weights \"$(emblem weights path resnet50-v2)\""],
        };
        verb.Add(name);
        verb.Runs((parsed, output, _) =>
        {
            string asked = parsed.GetValue(name)!;
            if (BoxedWeights.IsCalled(asked))
            {
                Print(BoxedWeights.Architecture.Name, BoxedWeights.Open(), output);
                return Task.CompletedTask;
            }

            var weights = PublishedWeights.Find(asked);
            BodyWeights found = PretrainedWeights.FindLocal(weights) ?? throw new EmblemException(
                $"{weights} is not on this machine. Get it with 'emblem weights fetch {weights.Name}', or put {weights.File.Name} from "
                + $"{weights.File.Address} into {PretrainedWeights.CacheFolder} or into a folder that {PretrainedWeights.FolderVariable} names.");
            Print(weights.Name, found, output);
            return Task.CompletedTask;
        });
        return verb;
    }

    public static Argument<string> NameArgument() => new("NAME")
    {
        Description = "A name that 'emblem weights list' shows, for example resnet34, or an alias such as resnet50-v2.",
    };

    private static void Print(string name, BodyWeights found, CommandOutput output)
    {
        if (!output.IsJson)
            output.Line(found.Path);
        output.Json(new { Name = name, found.Path });
    }
}
