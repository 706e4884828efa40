using Emblem.Export;
using Emblem.Foundation;

namespace Emblem.Hosting;

/// <summary>Which model <c>AddEmblemPredictor</c> opens, and how.</summary>
public sealed class PredictorSetting
{
    /// <summary>The model's file, such as <c>model.onnx</c>.</summary>
    public string Model { get; set; } = "";

    /// <summary>Threads, and what another program's model does not say of itself.</summary>
    public OnnxOptions Onnx { get; set; } = new();

    /// <summary>Test-time views, batches and limits.</summary>
    public PredictorOptions Predicting { get; set; } = new();

    /// <summary>
    /// How often the file is looked at; 2 seconds by default, null for never. A file that was changed is opened beside the model that answers and takes its place; one that cannot be
    /// opened is logged, and the model stays. Write the new file under another name and move it there.
    /// </summary>
    public TimeSpan? LooksEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Opens the file; with ONNX Runtime by default. With the package Emblem, <c>file =&gt; Predictor.Load(file)</c> opens safetensors files with torch.</summary>
    public Func<string, Predictor>? Open { get; set; }

    /// <inheritdoc/>
    public override string ToString() => LooksEvery is { } every ? $"{Model}, looked at every {ValueText.Number(every.TotalSeconds)} seconds" : Model;

    internal Predictor OpenModel() => Open is { } open ? open(Model) : Predictor.LoadOnnx(Model, Onnx, Predicting);
}
