using System.Text.Json;
using System.Text.Unicode;

namespace Emblem.ModelFiles;

/// <summary>
/// Reads the JSON header of a safetensors file and holds it to every rule of the format: names once, known types, whole shapes, and
/// byte ranges that cover the data section exactly, without hole or overlap. Goes through the text once and builds no tree of it, so that a
/// header costs little more than its tensors.
/// </summary>
/// <remarks>
/// Stricter than the official reader in three things, each open to two readings: a header that begins with white space (the format says
/// <c>{</c>), a field beside dtype, shape and data_offsets (this version cannot know what it changes), and a metadata key given twice.
/// </remarks>
internal static class SafetensorsHeader
{
    /// <summary>The official limit; a larger claim is an attack or damage, and nothing is allocated for it.</summary>
    public const int LongestHeader = 100_000_000;

    private const string MetadataKey = "__metadata__";

    public static (IReadOnlyList<TensorEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Parse(
        ReadOnlySpan<byte> json, long dataLength, ReadingBudget budget)
    {
        if (json.Length == 0 || json[0] != (byte)'{')
            throw new FormatFault("the header does not begin with '{'");
        if (!Utf8.IsValid(json))
            throw new FormatFault("the header is not UTF-8");
        var reader = new Utf8JsonReader(json);
        var entries = new List<TensorEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            if (!names.Add(name))
                throw new FormatFault($"the name {Quoted.Text(name)} appears twice");
            if (name == MetadataKey)
                ReadMetadata(ref reader, metadata);
            else
                entries.Add(SafetensorsEntry.Read(ref reader, name, budget));
        }

        // Nothing but white space may follow: reading on says so.
        reader.Read();
        entries.Sort((a, b) => (a.Offset, a.Length).CompareTo((b.Offset, b.Length)));
        RequireFullCover(entries, dataLength);
        return (entries, metadata);
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, SortedDictionary<string, string> metadata)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new FormatFault($"{MetadataKey} is a {reader.TokenType} where an object of texts was expected");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw new FormatFault($"{MetadataKey} holds a {reader.TokenType} under {Quoted.Text(key)}, where a text was expected");
            if (!metadata.TryAdd(key, reader.GetString()!))
                throw new FormatFault($"{MetadataKey} holds {Quoted.Text(key)} twice");
        }
    }

    private static void RequireFullCover(IReadOnlyList<TensorEntry> entries, long dataLength)
    {
        long end = 0;
        foreach (TensorEntry entry in entries)
        {
            if (entry.Offset != end)
                throw new FormatFault($"{Quoted.Text(entry.Name)} begins at byte {entry.Offset}, where {end} was expected: ranges overlap or leave a hole");
            end += entry.Length;
        }

        if (end != dataLength)
            throw new FormatFault($"the tensors take {end} bytes and the file holds {dataLength}: it is cut short or has something appended");
    }
}
