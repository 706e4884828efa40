namespace Emblem.ModelFiles;

/// <summary>A saved model: weights, their description, and a hash of the weights that <see cref="WeightsFile.VerifyTensors"/> compares.</summary>
internal static class ModelFile
{
    /// <summary>The path of a model that was named: <c>.safetensors</c> is added where there is no extension.</summary>
    public static string PathOf(string name) => Path.HasExtension(name) ? name : $"{name}.safetensors";

    /// <summary>Writes it atomically. Equal weights and descriptions give equal bytes. The tensors are read twice: for the hash, for the file.</summary>
    public static void Write(string path, IReadOnlyCollection<NamedTensor> tensors, ModelMetadata description) =>
        Write(path, [.. tensors.Select(StreamedTensor.Of)], description);

    /// <summary>The same for tensors that are asked for their bytes one after the other.</summary>
    public static void Write(string path, IReadOnlyCollection<StreamedTensor> tensors, ModelMetadata description) => SafetensorsWriter.WriteStreamed(
        path,
        tensors,
        new Dictionary<string, string>(description.ToHeader()) { [TensorHash.Key] = TensorHash.Of(tensors) });
}
