using System.Globalization;
using System.Text.Json.Nodes;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;

namespace Emblem.Export.Onnx;

/// <summary>
/// Finds which layers of a model can compute in whole numbers: all of them, unless answers change too often; then the most sensitive stay in singles, twice as many
/// each time. How sensitive a layer is, is measured with it alone in whole numbers.
/// </summary>
internal sealed class WholeExport
{
    // So many of a hundred compared pictures may change their class before layers are left in singles, and one in any case: it may have been undecided.
    private const double FewChanges = 0.01;
    private const int TriedPictures = 16;

    private readonly OnnxGraphWriter _singles;
    private readonly ModelMetadata _description;
    private readonly OnnxQuantization _options;
    private readonly IOnnxRuntime _runtime;
    private readonly string _file;
    private readonly CancellationToken _stop;
    private readonly IReadOnlyList<Prediction> _before;
    private readonly IReadOnlyDictionary<string, ByteScale> _scales;
    private readonly int _calibrating;

    /// <param name="singles">The model in singles, norms folded.</param>
    /// <param name="description">What it says of itself.</param>
    /// <param name="options">Pictures and limits.</param>
    /// <param name="runtime">What computes.</param>
    /// <param name="file">Written over and over.</param>
    /// <param name="stop">Ends it.</param>
    public WholeExport(OnnxGraphWriter singles, ModelMetadata description, OnnxQuantization options, IOnnxRuntime runtime, string file, CancellationToken stop)
    {
        (_singles, _description, _options, _runtime, _file, _stop) = (singles, description, options, runtime, file, stop);
        _before = Answers(singles, options.Compared);
        (_scales, _calibrating) = Measure();
    }

    /// <summary>The layers that stay in singles, and how the answers then agree.</summary>
    /// <exception cref="EmblemException">They agree less often than is asked for, or no picture can be read.</exception>
    public OnnxAgreement Find()
    {
        OnnxAgreement found = Try([]);
        if (found.Pictures == 0)
            throw new EmblemException($"None of the {ValueText.Count(_options.Compared.Count, "picture")} to compare could be read: {_before.Select(answer => answer.Reason).FirstOrDefault()}");
        string[]? sensitive = null;
        for (int left = 1; !AgreesWell(found) && left < (sensitive?.Length ?? int.MaxValue); left *= 2)
        {
            sensitive ??= BySensitivity();
            OnnxAgreement next = Try([.. sensitive.Take(left)]);
            if (next.Same > found.Same || (next.Same == found.Same && next.MeanDifference < found.MeanDifference))
                found = next;
        }

        return found.Share >= _options.LeastAgreement
            ? found
            : throw new EmblemException(string.Create(
                CultureInfo.InvariantCulture,
                $"In int8 the model gives the answer of fp32 for {found.Same} of {found.Pictures} pictures only, and {_options.LeastAgreement:0.##} of them are asked for. No file was left. "
                + $"Export it without int8, give more pictures to calibrate on than {_calibrating}, or ask for less ({nameof(OnnxQuantization.LeastAgreement)}, --least-agreement)."));
    }

    /// <summary>A graph of the model in whole numbers, which may have a part more than the one that was measured.</summary>
    public OnnxGraphWriter Rewrite(OnnxGraphWriter graph, OnnxAgreement found) => WholeGraph.Of(graph, new WholeSteps(graph, found.InSingles.ToHashSet(StringComparer.Ordinal)), _scales);

    /// <summary>The model's metadata and what was done to its numbers.</summary>
    public static IReadOnlyDictionary<string, string> Metadata(ModelMetadata description, OnnxAgreement found) => new Dictionary<string, string>(OnnxMetadata.Of(description))
    {
        [OnnxInterface.PrecisionKey] = new JsonObject
        {
            ["precision"] = "int8",
            ["calibration_pictures"] = found.Calibrating,
            ["range"] = "least mean square error",
            ["layers"] = found.Layers,
            ["layers_in_fp32"] = new JsonArray([.. found.InSingles.Select(name => (JsonNode)name)]),
            ["same_answers"] = found.Same,
            ["compared_pictures"] = found.Pictures,
        }.ToJsonString(),
    };

    private bool AgreesWell(OnnxAgreement found) => found.Pictures - found.Same <= Math.Max(1, FewChanges * found.Pictures) && found.Share >= _options.LeastAgreement;

    private OnnxAgreement Try(IReadOnlyList<string> inSingles)
    {
        var steps = new WholeSteps(_singles, inSingles.ToHashSet(StringComparer.Ordinal));
        IReadOnlyList<Prediction> after = Answers(WholeGraph.Of(_singles, steps, _scales), _options.Compared);
        return OnnxAgreement.Of(_before, after, _options.Labels) with { Calibrating = _calibrating, Layers = steps.Layers.Count, InSingles = inSingles };
    }

    private string[] BySensitivity()
    {
        IReadOnlyList<PictureInput> some = Spread(_options.Compared, TriedPictures);
        IReadOnlyList<Prediction> before = Answers(_singles, some);
        IReadOnlyList<string> layers = new WholeSteps(_singles, new HashSet<string>()).Layers;
        return [.. layers.Select(layer => (layer, Lost: Lost(layer))).OrderByDescending(tried => tried.Lost).Select(tried => tried.layer)];

        double Lost(string layer)
        {
            HashSet<string> others = [.. _singles.Steps.Select(step => step.Name).Where(name => name != layer)];
            return OnnxAgreement.Of(before, Answers(WholeGraph.Of(_singles, new WholeSteps(_singles, others), _scales), some), []).MeanDifference;
        }
    }

    private (IReadOnlyDictionary<string, ByteScale> Scales, int Count) Measure()
    {
        IReadOnlyList<string> values = new WholeSteps(_singles, new HashSet<string>()).Measured;
        OnnxGraphWriter open = _singles.Emptied();
        foreach (StreamedTensor tensor in _singles.Tensors)
            open.Store(tensor);
        foreach (OnnxStep step in _singles.Steps)
            open.Append(step);
        foreach (string value in values.Where(value => value != OnnxInterface.Input))
            open.Expose(new OnnxValue(value));
        OnnxModelWriter.Write(_file, open, OnnxMetadata.Of(_description));
        using var engine = new MeasuringEngine(_runtime.OpenValues(_file), _description, values);
        using var predictor = new Predictor(engine);
        IReadOnlyList<Prediction> answers = predictor.Predict(Spread(_options.Pictures, OnnxQuantization.MostPictures), null, _stop);
        return engine.Count > 0
            ? (engine.Scales, engine.Count)
            : throw new EmblemException($"None of the {ValueText.Count(answers.Count, "picture")} to calibrate on could be read: {answers.Select(answer => answer.Reason).FirstOrDefault()}");
    }

    private IReadOnlyList<Prediction> Answers(OnnxGraphWriter graph, IReadOnlyList<PictureInput> pictures)
    {
        _stop.ThrowIfCancellationRequested();
        OnnxModelWriter.Write(_file, graph, OnnxMetadata.Of(_description));
        using var predictor = new Predictor(_runtime.Open(_file));
        return predictor.Predict(pictures, null, _stop);
    }

    private static IReadOnlyList<PictureInput> Spread(IReadOnlyList<PictureInput> all, int most) =>
        all.Count <= most ? all : [.. Enumerable.Range(0, most).Select(i => all[(int)((long)i * all.Count / most)])];
}
