using Emblem.Cluster;
using Emblem.Foundation;

namespace Emblem.Export;

/// <summary>What a model answered for a picture, as it comes from another rank, which had the picture from the first: so without names.</summary>
/// <param name="Probabilities">One a class, or none.</param>
/// <param name="Reason">Why there is no answer to go by; null for one.</param>
/// <param name="Novelty">How far from what taught the model, where it can tell.</param>
/// <param name="Threshold">What an answer needs.</param>
/// <param name="IsGone">Whether there was no such file where it was looked for.</param>
internal sealed record RankedAnswer(IReadOnlyList<float> Probabilities, string? Reason, double? Novelty, double Threshold, bool IsGone)
{
    private static readonly RankFormat<IReadOnlyList<float>> Singles = RankFormats.ListOf(new RankFormat<float>((writer, value) => writer.Write(value), reader => reader.ReadSingle()));

    /// <summary>Bit for bit.</summary>
    public static RankFormat<IReadOnlyList<RankedAnswer>> Format { get; } = RankFormats.ListOf(new RankFormat<RankedAnswer>(
        (writer, answer) =>
        {
            Singles.Write(writer, answer.Probabilities);
            RankFormats.Text.Write(writer, answer.Reason);
            writer.Write(answer.Novelty is not null);
            writer.Write(answer.Novelty ?? 0);
            writer.Write(answer.Threshold);
            writer.Write(answer.IsGone);
        },
        reader =>
        {
            (IReadOnlyList<float> probabilities, string? reason) = (Singles.Read(reader), RankFormats.Text.Read(reader));
            (bool hasNovelty, double novelty) = (reader.ReadBoolean(), reader.ReadDouble());
            return new(probabilities, reason, hasNovelty ? novelty : null, reader.ReadDouble(), reader.ReadBoolean());
        }));

    public static RankedAnswer Of(Prediction answer) => new(
        answer.Probabilities, answer.Reason, answer.Novelty, answer.Threshold, answer is { Label: null, Path: { } path } && !File.Exists(path));

    /// <summary>The prediction for the picture.</summary>
    /// <exception cref="EmblemException">The picture is here and was not there.</exception>
    public Prediction For(PictureInput picture, IReadOnlyList<string> classes) => IsGone && File.Exists(picture.Path)
        ? throw new EmblemException($"'{picture.Path}' is here for the first rank and not for another. All machines need the same files under the same paths.")
        : new Prediction(picture.Name, classes, Probabilities, Reason) { Path = picture.Path, Novelty = Novelty, Threshold = Threshold };
}
