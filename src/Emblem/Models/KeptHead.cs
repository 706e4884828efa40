using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>Whether a saved model's own head can go on: it does where it tells the same classes apart.</summary>
/// <param name="Choice">The head to build, whose weights are in the file; null where a new one is needed.</param>
/// <param name="Remark">Which of the two, and why, in a sentence.</param>
internal sealed record KeptHead(HeadChoice? Choice, string Remark)
{
    private const int Named = 5;

    /// <summary>Looks whether a model's head fits the pictures.</summary>
    /// <param name="weights">The model's file.</param>
    /// <param name="classes">Of the pictures, in index order.</param>
    /// <param name="own">What the caller has for a custom head.</param>
    /// <exception cref="ModelFileException">The file holds no Emblem model, so no head that says its classes.</exception>
    /// <exception cref="Foundation.EmblemException">The model's head is a custom one, and the caller's is not.</exception>
    public static KeptHead Find(BodyWeights weights, IReadOnlyList<string> classes, HeadChoice own)
    {
        using WeightsFile file = WeightsFile.Open(weights.Path);
        var model = ModelMetadata.Read(file);
        if (!model.Classes.SequenceEqual(classes, StringComparer.Ordinal))
            return new KeptHead(null, $"A new head begins at random: {Difference(model.Classes, classes)}.");
        return new KeptHead(
            HeadChoice.For(model.Head, own, weights.Path),
            $"The head of {weights.Path} is kept: it tells the same {classes.Count} classes apart.");
    }

    /// <summary>Fills a model that has this head.</summary>
    public static void LoadInto(TransferModel model, BodyWeights weights)
    {
        using WeightsFile file = WeightsFile.Open(weights.Path);
        StateDictionary.Load(model.Head, file, TransferModel.HeadPrefix);
    }

    private static string Difference(IReadOnlyList<string> was, IReadOnlyList<string> now)
    {
        string[] parts =
        [
            .. Said("the pictures have no", was.Except(now, StringComparer.Ordinal)),
            .. Said("the model does not know", now.Except(was, StringComparer.Ordinal)),
        ];
        return parts.Length > 0 ? string.Join(", and ", parts) : "the model has the same classes in another order";
    }

    private static IEnumerable<string> Said(string what, IEnumerable<string> classes)
    {
        string[] all = [.. classes];
        return all.Length == 0 ? [] : [$"{what} {string.Join(", ", all.Take(Named).Select(name => $"'{name}'"))}{(all.Length > Named ? $" and {all.Length - Named} more" : "")}"];
    }
}
