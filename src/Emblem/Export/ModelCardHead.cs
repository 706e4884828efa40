using System.Globalization;
using Emblem.ModelFiles;

namespace Emblem.Export;

/// <summary>The head of a card, which the hub reads, and its first words.</summary>
internal static class ModelCardHead
{
    // Of more classes nobody reads the names; the file says them all.
    private const int NamedClasses = 50;

    public static IEnumerable<string> Lines(ModelCard card)
    {
        ModelMetadata model = card.Model;
        return
        [
            "---",
            "license: other # yours to choose: what you may grant depends on the pictures and the starting weights",
            "library_name: emblem",
            "pipeline_tag: image-classification",
            "tags:",
            "- image-classification",
            "- emblem",
            $"- {MarkdownText.Quoted(model.Architecture)}",
            .. CardWeights.Of(model.Provenance.StartedFrom) is { HubName: { } name } ? (string[])[$"base_model: {MarkdownText.Quoted(name)}"] : [],
            .. Index(card),
            "---",
            "",
            $"# Image classifier of {Count(model.Classes.Count, "class", "classes")}",
            "",
            $"Tells apart {Named(model.Classes)}. It is a {MarkdownText.Of(model.Architecture)} in the format of Emblem, a library and a command.",
            "",
        ];
    }

    /// <summary>Scores that chose nothing; the hub wants a data set with a name and a kind for each.</summary>
    private static string[] Index(ModelCard card)
    {
        CardScore[] honest = [.. card.Scores.Where(score => !score.IsOptimistic)];
        return honest.Length == 0
            ? []
            :
            [
                "metrics:",
                "- accuracy",
                "model-index:",
                $"- name: {MarkdownText.Quoted($"Image classifier of {Count(card.Model.Classes.Count, "class", "classes")}")}",
                "  results:",
                .. honest.SelectMany(score => (string[])
                [
                    "  - task:",
                    "      type: image-classification",
                    "    dataset:",
                    $"      name: {MarkdownText.Quoted(score.Set)}",
                    "      type: imagefolder",
                    "    metrics:",
                    "    - type: accuracy",
                    $"      value: {score.Score.Score.ToString("0.0###", CultureInfo.InvariantCulture)}",
                ]),
            ];
    }

    private static string Named(IReadOnlyList<string> classes)
    {
        string names = string.Join(", ", classes.Take(NamedClasses).Select(name => $"**{MarkdownText.Of(name)}**"));
        return classes.Count <= NamedClasses ? names : $"{names} … and {Count(classes.Count - NamedClasses, "more class", "more classes")}";
    }

    private static string Count(int number, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many)}");
}
