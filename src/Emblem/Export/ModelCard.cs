using Emblem.Folders;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.ModelFiles;

namespace Emblem.Export;

/// <summary>
/// What a person should know of a saved model before using it, in Markdown with the head that Hugging Face reads: what it tells apart, how well and how that is known,
/// what it does not know, what it was made from, and how to use it. Made of values alone, without paths, dates or the host, so equal models have equal cards. To publish
/// a model there, put the card beside it as <c>README.md</c> and choose a licence in its first lines.
/// </summary>
/// <param name="Model">What its file says.</param>
public sealed record ModelCard(ModelMetadata Model)
{
    /// <summary>What the model's file is called, for the lines that open it.</summary>
    public string FileName { get; init; } = "model.safetensors";

    /// <summary>Its scores, the most telling first: the classes are told from that one. None where nothing was measured.</summary>
    public IReadOnlyList<CardScore> Scores { get; init => field = Listing.Of(value); } = Listing.Of<CardScore>([]);

    /// <summary>What chose how it answers; null where that is not at hand.</summary>
    public AnswerCalibration? Calibration { get; init; }

    /// <summary>The command that trains it again; null where nobody knows it.</summary>
    public string? Command { get; init; }

    /// <summary>Where the card of a model lies: <c>logo.safetensors</c> has <c>logo.card.md</c>, and <c>logo.onnx</c>, which may lie beside it, <c>logo.onnx.card.md</c>.</summary>
    /// <param name="model">The model's file.</param>
    public static string PathFor(string model) => (IsOnnx(model) ? model : Path.ChangeExtension(ModelFile.PathOf(model), null)) + Sidecars.ModelCard;

    /// <summary>Writes it atomically, as UTF-8.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) => AtomicFile.WriteText(path, writer => writer.Write(ToMarkdown()));

    /// <summary>The whole card, with <c>\n</c> at the end of each line.</summary>
    public string ToMarkdown() => string.Concat(((IEnumerable<string>)[.. ModelCardHead.Lines(this), .. ModelCardScores.Lines(this), .. ModelCardOrigin.Lines(this)]).Select(line => $"{line}\n"));

    /// <summary>Whether a file is called as ONNX models are.</summary>
    internal static bool IsOnnx(string model) => string.Equals(Path.GetExtension(model), ".onnx", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => $"card of {FileName}: {Model}";
}
