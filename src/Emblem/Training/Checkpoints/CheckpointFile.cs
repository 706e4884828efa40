using System.Text.Json;
using Emblem.ModelFiles;

namespace Emblem.Training.Checkpoints;

/// <summary>
/// A checkpoint as a file: safetensors, with the record and a SHA-256 over all that matters in its header. The sum stands in the file
/// itself, so that one move makes all of it appear at once.
/// </summary>
internal static class CheckpointFile
{
    private const string RecordKey = "checkpoint";
    private const string SumKey = "sha256";

    /// <summary>Writes the file atomically. The tensors are read twice: once for the sum, once for the file.</summary>
    public static void Write(
        string path, CheckpointRecord record, IReadOnlyDictionary<string, string> model, IReadOnlyCollection<StreamedTensor> tensors)
    {
        var header = new Dictionary<string, string>(model) { [RecordKey] = record.ToJson() };
        header[SumKey] = TensorHash.Of(tensors, header);
        SafetensorsWriter.WriteStreamed(path, tensors, header);
    }

    /// <summary>Opens a file after comparing its sum, for which all of it is read.</summary>
    /// <exception cref="ModelFileException">It is damaged, or no checkpoint.</exception>
    public static SafetensorsFile Open(string path)
    {
        SafetensorsFile file = SafetensorsFile.Open(path);
        try
        {
            string expected = file.Metadata.GetValueOrDefault(SumKey) ?? "no checksum";
            string found = TensorHash.Of(
                file.Entries.Select(entry => StreamedTensor.Of(file, entry)), file.Metadata.Where(entry => entry.Key != SumKey));
            return found == expected
                ? file
                : throw new ModelFileDamagedException($"{path} is damaged: its content has the SHA-256 {found}, and {expected} was written down.");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <exception cref="ModelFileException">It is of another format.</exception>
    public static CheckpointRecord ReadRecord(SafetensorsFile file)
    {
        try
        {
            return CheckpointRecord.Parse(file.Metadata.GetValueOrDefault(RecordKey) ?? throw new JsonException("there is none"));
        }
        catch (JsonException fault)
        {
            throw new ModelFileException($"The training record in {file.Path} cannot be used: {fault.Message}.", fault);
        }
    }
}
