using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;
using ModelMetadata = Emblem.ModelFiles.ModelMetadata;

namespace Emblem.Export;

/// <summary>Computes a model's answers with ONNX Runtime on the processor, in fp32; no torch is loaded. Equal pictures give equal bits from call to call.</summary>
public sealed class OnnxEngine : IClassifierEngine
{
    private readonly OnnxSession _session;
    private readonly string _input;
    private readonly string _logits;

    private OnnxEngine(OnnxSession session, ModelMetadata description, string input, string logits) =>
        (_session, Description, _input, _logits) = (session, description, input, logits);

    /// <summary>The version of ONNX Runtime that computes; asking loads its natives.</summary>
    public static string RuntimeVersion => OnnxNatives.Load().GetVersionString();

    /// <summary>Opens what an export wrote, to compare it with the network: for <c>OnnxExportOptions.Runtime</c>.</summary>
    public static IOnnxRuntime Runtime { get; } = new OpensAll();

    /// <inheritdoc/>
    public ModelMetadata Description { get; }

    /// <inheritdoc/>
    public KnownFeatures? Known { get; private init; }

    /// <summary>Opens an ONNX model.</summary>
    /// <param name="path">A file that <c>emblem export --onnx</c> wrote, or another program where the options name the classes. Read and closed.</param>
    /// <param name="options">Threads, and what the file does not say; the defaults when null.</param>
    /// <exception cref="EmblemException">
    /// No such file, no ONNX model, one without class names or of another kind than <see cref="OnnxOptions.Classes"/> describes, or one that prepares pictures itself.
    /// </exception>
    /// <exception cref="NativesMissingException">ONNX Runtime's natives are missing.</exception>
    public static OnnxEngine Open(string path, OnnxOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new OnnxOptions();
        if (!File.Exists(path))
            throw new EmblemException($"There is no model '{path}'. Give a file that 'emblem export --onnx' wrote.");
        if (options.Classes.Count > 0)
            return OpenForeign(path, options);

        using var file = OnnxFile.Open(path);
        if (!ModelMetadata.IsIn(file))
        {
            throw new EmblemException(
                $"{path} holds no class names: no Emblem model was exported into it. Export one with 'emblem export RUN --onnx FILE', or name the classes of this one in OnnxOptions.Classes.");
        }

        var description = ModelMetadata.Read(file);
        var known = KnownFeatures.Read(file);
        OnnxSession session = OnnxSession.Open(path, options.Threads);
        try
        {
            session.Require(OnnxInterface.Input, OnnxInterface.Logits, known is null ? null : OnnxInterface.Features);
            return new OnnxEngine(session, description, OnnxInterface.Input, OnnxInterface.Logits) { Known = known };
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public float[] Score(ReadOnlySpan<float> pictures, int count) => _session.Run(_input, pictures, ShapeOf(count), _logits)[0];

    /// <inheritdoc/>
    public float[] Score(ReadOnlySpan<float> pictures, int count, out float[] features)
    {
        if (Known is null)
        {
            features = [];
            return Score(pictures, count);
        }

        float[][] results = _session.Run(_input, pictures, ShapeOf(count), _logits, OnnxInterface.Features);
        features = results[1];
        return results[0];
    }

    /// <summary>Frees the session.</summary>
    public void Dispose() => _session.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"ONNX Runtime {RuntimeVersion}: {Description}";

    private long[] ShapeOf(int count) => [count, 3, Description.Preprocessing.Height, Description.Preprocessing.Width];

    private static OnnxEngine OpenForeign(string path, OnnxOptions options)
    {
        OnnxSession session = OnnxSession.Open(path, options.Threads);
        try
        {
            (string input, string logits, Preprocessing seen) = session.DescribeForeign(options);
            var description = new ModelMetadata(
                "onnx", options.Classes, options.Preprocessing ?? seen, new HeadDescription(HeadKind.Custom), new TrainingProvenance("an ONNX model of another program"));
            return new OnnxEngine(session, description, input, logits);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private sealed class OpensAll : IOnnxRuntime
    {
        public IClassifierEngine Open(string path) => OnnxEngine.Open(path);

        public IPictureScorer OpenPictures(string path) => OnnxPictureModel.Open(path);

        public IValueReader OpenValues(string path) => OnnxValueReader.Open(path);
    }
}
