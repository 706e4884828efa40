using System.Text.Json.Nodes;
using Emblem.Foundation;
using Emblem.ModelFiles;

namespace Emblem.Training.Checkpoints;

/// <summary>Whether a learner is the one whose checkpoint this is: another would go on to something that nobody asked for.</summary>
internal static class SameTraining
{
    /// <exception cref="EmblemException">It is not; the message names each difference with both values.</exception>
    public static void Check(SafetensorsFile file, CheckpointRecord record, Learner learner)
    {
        ModelMetadata saved = ModelMetadata.Read(file);
        ModelMetadata now = learner.Description;
        Expect(file, [.. JsonDifferences.Between(Describe(saved), Describe(now))]);
        Expect(file, "list of metrics", string.Join(", ", record.Metrics), string.Join(", ", learner.MetricNames));
        if (record.Step is { } step)
            Expect(file, "way of stepping", step, learner.Options.Step);
        (string? was, string? isNow) = (saved.Provenance.TorchVersion, now.Provenance.TorchVersion);
        if (was != isNow)
            learner.Messages?.Report($"Warning: the checkpoint was saved with torch {was}, and this is {isNow}: last digits may differ.");
        if (record.Threads != Compute.NativeRuntime.Threads)
            learner.Messages?.Report($"Warning: the checkpoint was saved with {record.Threads} torch threads, and there are {Compute.NativeRuntime.Threads} now: last digits may differ.");
    }

    /// <summary>The same for what is known only once a fit has begun.</summary>
    public static void CheckFit(SafetensorsFile file, Learner learner)
    {
        TrainingProvenance saved = ModelMetadata.Read(file).Provenance;
        TrainingProvenance now = learner.Description.Provenance;
        if (saved.Seed is null || now.Seed is null)
            return;
        Expect(file, "seed", $"{saved.Seed}", $"{now.Seed}");
        Expect(file, "weight decay", $"{saved.WeightDecay:R}", $"{now.WeightDecay:R}");
        Expect(file, "frozen norm", $"{saved.FrozenNorm}", $"{now.FrozenNorm}");
        Expect(file, "pictures' SHA-256", $"{saved.Pictures?.Sha256}", $"{now.Pictures?.Sha256}");
    }

    /// <summary>All that a file says of the model but how it was trained.</summary>
    private static JsonNode? Describe(ModelMetadata model) =>
        JsonNode.Parse((model with { Provenance = new TrainingProvenance("") }).ToHeader().Values.Single());

    private static void Expect(SafetensorsFile file, string what, string saved, string now) =>
        Expect(file, saved == now ? [] : [(what, saved, now)]);

    private static void Expect(SafetensorsFile file, IReadOnlyList<(string What, string Saved, string Now)> differences)
    {
        if (differences.Count > 0)
        {
            throw new EmblemException(
                $"{file.Path} belongs to another training: "
                + string.Join("; ", differences.Select(one => $"its {one.What} is {one.Saved}, and here it is {one.Now}"))
                + ". Resume with what it was begun with, or train from the beginning.");
        }
    }
}
