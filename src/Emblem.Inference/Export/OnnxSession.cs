using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.ModelFiles.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Emblem.Export;

/// <summary>A file opened by ONNX Runtime, and its errors in our words.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly string _path;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    private OnnxSession(string path, InferenceSession session) => (_path, _session) = (path, session);

    /// <param name="path">The file.</param>
    /// <param name="threads">That compute; null for one for each physical core.</param>
    /// <exception cref="EmblemException">It cannot be opened, or the natives are missing.</exception>
    public static OnnxSession Open(string path, int? threads)
    {
        if (!File.Exists(path))
            throw new EmblemException($"There is no model '{path}'. Give a file that 'emblem export --onnx' wrote.");
        try
        {
            OnnxNatives.Load();
            using var options = new SessionOptions
            {
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
                IntraOpNumThreads = threads ?? 0,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            };

            // Threads that wait would spin, and take from those that decode and from other programs more than they gain: on two busy cores an answer
            // of EfficientNet-Lite0 takes 9 ms instead of 17, and half of the processor's time.
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");

            if (ByteProducts.MayOverflow)
                options.AddSessionConfigEntry("session.x64quantprecision", "1");
            return new OnnxSession(path, new InferenceSession(path, options));
        }
        catch (OnnxRuntimeException fault)
        {
            throw new EmblemException($"ONNX Runtime cannot open {path}: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException or EntryPointNotFoundException })
        {
            throw new NativesMissingException(
                $"ONNX Runtime's natives are missing or do not load here: {fault.Message} They come with the package Microsoft.ML.OnnxRuntime; publish for this platform.", fault);
        }
    }

    /// <summary>Holds the names that an Emblem model has against the file's.</summary>
    /// <exception cref="EmblemException">Something is not there.</exception>
    public void Require(string input, params ReadOnlySpan<string?> outputs)
    {
        if (input != OnnxInterface.Picture && _session.InputMetadata.ContainsKey(OnnxInterface.Picture))
        {
            throw new EmblemException(
                $"{_path} prepares pictures itself (it was exported with its preprocessing), for programs that have none. Emblem prepares them as in training: export the model without '--with-preprocessing'.");
        }

        foreach (string? output in outputs)
        {
            if (!_session.InputMetadata.ContainsKey(input) || (output is not null && !_session.OutputMetadata.ContainsKey(output)))
            {
                throw new EmblemException(
                    $"{_path} describes itself as an Emblem model, but its inputs are {Names(_session.InputNames)} and its outputs {Names(_session.OutputNames)}; "
                    + $"'{input}' and '{output}' were expected. Export the model again.");
            }
        }
    }

    /// <summary>Where pictures go in and logits come out of a model of another program, and how large pictures are.</summary>
    /// <exception cref="EmblemException">It is no classifier of pictures that fits the names.</exception>
    public (string Input, string Logits, Preprocessing Seen) DescribeForeign(OnnxOptions options)
    {
        int classes = options.Classes.Count;
        string found = $"{_path} has the inputs {Described(_session.InputMetadata)} and the outputs {Described(_session.OutputMetadata)}";
        if (_session.InputMetadata.Count != 1 || _session.InputMetadata.First() is not { Value: { IsTensor: true, Dimensions: [_, 3 or -1, var height, var width] } taken } input || taken.ElementDataType != TensorElementType.Float)
            throw new EmblemException($"{found}; one input of floats [batch, 3, height, width] was expected.");
        string? logits = _session.OutputNames.FirstOrDefault(name => _session.OutputMetadata[name] is { IsTensor: true, Dimensions: [_, var outputs] } && (outputs == classes || outputs < 0));
        if (logits is null)
            throw new EmblemException($"{found}; an output [batch, {classes}] was expected, since {classes} classes are named.");
        Preprocessing? seen = options.Preprocessing ?? (height > 0 && width > 0 ? new Preprocessing(width, height) : null);
        if (seen is null)
            throw new EmblemException($"{found}, which does not say how large pictures are. Say it in OnnxOptions.Preprocessing.");
        return (height is -1 || height == seen.Height) && (width is -1 || width == seen.Width)
            ? (input.Key, logits, seen)
            : throw new EmblemException($"{found}; pictures of {seen.Width} x {seen.Height} pixels do not fit it.");
    }

    /// <summary>Runs the model.</summary>
    /// <param name="input">Its input.</param>
    /// <param name="values">In C order.</param>
    /// <param name="shape">Theirs.</param>
    /// <param name="outputs">What is wanted; what only others need is not computed.</param>
    /// <returns>Each output's numbers.</returns>
    public float[][] Run<T>(string input, ReadOnlySpan<T> values, long[] shape, params string[] outputs)
        where T : unmanaged
    {
        using var given = OrtValue.CreateTensorValueFromMemory(values.ToArray(), shape);
        using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(_run, [input], [given], outputs);
        return [.. results.Select(result => result.GetTensorDataAsSpan<float>().ToArray())];
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);

    private static string Described(IReadOnlyDictionary<string, NodeMetadata> ends) =>
        Names(ends.Select(end => $"{end.Key} {(end.Value.IsTensor ? $"{end.Value.ElementDataType} [{string.Join(", ", end.Value.Dimensions)}]" : "")}"));
}
