using Emblem.ModelFiles.Onnx;

namespace Emblem.Export;

/// <summary>A model whose outputs are read by name.</summary>
internal sealed class OnnxValueReader : IValueReader
{
    private readonly OnnxSession _session;

    private OnnxValueReader(OnnxSession session) => _session = session;

    public static OnnxValueReader Open(string path) => new(OnnxSession.Open(path, threads: null));

    /// <inheritdoc/>
    public float[][] Read(ReadOnlySpan<float> pictures, IReadOnlyList<long> shape, IReadOnlyList<string> outputs) =>
        _session.Run(OnnxInterface.Input, pictures, [.. shape], [.. outputs]);

    /// <summary>Frees the session.</summary>
    public void Dispose() => _session.Dispose();
}
