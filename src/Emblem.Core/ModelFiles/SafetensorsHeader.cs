using System.Text;
using System.Text.Json;

namespace Emblem.ModelFiles;

/// <summary>
/// Reads the JSON header of a safetensors file and holds it to every rule of the format: names once, known types, whole shapes, and
/// byte ranges that cover the data section exactly, without hole or overlap.
/// </summary>
internal static class SafetensorsHeader
{
    /// <summary>The official limit; a larger claim is an attack or damage, and nothing is allocated for it.</summary>
    public const int LongestHeader = 100_000_000;

    private const string MetadataKey = "__metadata__";

    public static (IReadOnlyList<TensorEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Parse(byte[] json, long dataLength)
    {
        if (json.Length == 0 || json[0] != (byte)'{')
            throw new FormatException("the header does not begin with '{'");
        using JsonDocument document = JsonDocument.Parse(new UTF8Encoding(false, true).GetString(json));
        var entries = new List<TensorEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            if (!names.Add(property.Name))
                throw new FormatException($"the name '{property.Name}' appears twice");
            if (property.Name == MetadataKey)
                ReadMetadata(property.Value, metadata);
            else
                entries.Add(ReadEntry(property));
        }

        entries.Sort((a, b) => (a.Offset, a.Length).CompareTo((b.Offset, b.Length)));
        RequireFullCover(entries, dataLength);
        return (entries, metadata);
    }

    private static void ReadMetadata(JsonElement value, SortedDictionary<string, string> metadata)
    {
        Require(value, JsonValueKind.Object, MetadataKey);
        foreach (JsonProperty item in value.EnumerateObject())
        {
            Require(item.Value, JsonValueKind.String, $"{MetadataKey}.{item.Name}");
            metadata[item.Name] = item.Value.GetString()!;
        }
    }

    private static TensorEntry ReadEntry(JsonProperty property)
    {
        string name = property.Name;
        Require(property.Value, JsonValueKind.Object, name);
        string[] keys = [.. property.Value.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal)];
        if (!keys.SequenceEqual(["data_offsets", "dtype", "shape"]))
            throw new FormatException($"'{name}' has the fields {string.Join(", ", keys)}; data_offsets, dtype and shape were expected");
        string? typeName = property.Value.GetProperty("dtype").GetString();
        TensorType type = TensorTypes.FindByName(typeName) ?? throw new FormatException($"'{name}' has the unknown type '{typeName}'");
        long[] shape = ReadNumbers(property.Value, "shape", name);
        long[] offsets = ReadNumbers(property.Value, "data_offsets", name);
        if (offsets.Length != 2 || offsets[1] < offsets[0])
            throw new FormatException($"'{name}' has the byte range [{string.Join(", ", offsets)}]");
        long length = checked(TensorTypes.CountOf(shape) * TensorTypes.SizeOf(type));
        return length == offsets[1] - offsets[0]
            ? new TensorEntry(name, type, shape, offsets[0], length)
            : throw new FormatException(
                $"'{name}' is {type} [{string.Join(", ", shape)}], which takes {length} bytes, and its range has {offsets[1] - offsets[0]}");
    }

    private static long[] ReadNumbers(JsonElement entry, string field, string name)
    {
        JsonElement list = entry.GetProperty(field);
        Require(list, JsonValueKind.Array, $"{name}.{field}");
        return [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long value) && value >= 0
            ? value
            : throw new FormatException($"'{name}' has {item.GetRawText()} in its {field}"))];
    }

    private static void RequireFullCover(IReadOnlyList<TensorEntry> entries, long dataLength)
    {
        long end = 0;
        foreach (TensorEntry entry in entries)
        {
            if (entry.Offset != end)
                throw new FormatException($"'{entry.Name}' begins at byte {entry.Offset}, where {end} was expected: ranges overlap or leave a hole");
            end += entry.Length;
        }

        if (end != dataLength)
            throw new FormatException($"the tensors take {end} bytes and the file holds {dataLength}: it is cut short or has something appended");
    }

    private static void Require(JsonElement value, JsonValueKind kind, string where)
    {
        if (value.ValueKind != kind)
            throw new FormatException($"'{where}' is a {value.ValueKind} where a {kind} was expected");
    }
}
