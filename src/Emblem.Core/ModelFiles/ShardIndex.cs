using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles;

/// <summary>
/// Reads an index of shards (<c>model.safetensors.index.json</c>): an object whose <c>weight_map</c> says of each tensor which file beside the index
/// holds it. Everything else in it is passed over.
/// </summary>
internal static class ShardIndex
{
    private const string MapKey = "weight_map";
    private const int CostOfAName = 96;

    // Each is a file that stays open.
    private const int MostShards = 1000;

    /// <summary>File names by the names of the tensors.</summary>
    /// <exception cref="FormatFault">No such index, or a file name that leads out of its folder.</exception>
    public static IReadOnlyDictionary<string, string> Read(SafeFileHandle file)
    {
        long length = RandomAccess.GetLength(file);
        if (length > SafetensorsHeader.LongestHeader)
            throw new FormatFault($"it has {length} bytes; an index of up to {SafetensorsHeader.LongestHeader} is read");
        byte[] json = new byte[length];
        FileBytes.Read(file, json, 0);
        try
        {
            return Parse(json, new ReadingBudget(length));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new FormatFault($"it is not valid JSON ({fault.Message.TrimEnd('.')})");
        }
    }

    private static Dictionary<string, string> Parse(byte[] json, ReadingBudget budget)
    {
        var reader = new Utf8JsonReader(json);
        Dictionary<string, string>? map = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isMap = reader.ValueTextEquals(MapKey);
            reader.Read();
            if (!isMap)
                reader.Skip();
            else
                map = map is null ? ReadMap(ref reader, budget) : throw new FormatFault($"it has '{MapKey}' twice");
        }

        reader.Read();
        return map is { Count: > 0 } ? map : throw new FormatFault(
            $"it is JSON without a '{MapKey}', which says of each tensor in which file it is", "Give the file of weights, or the index of its shards.");
    }

    private static Dictionary<string, string> ReadMap(ref Utf8JsonReader reader, ReadingBudget budget)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new FormatFault($"its '{MapKey}' is a {reader.TokenType} where an object was expected");
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        var shards = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            budget.CountTensor();
            budget.Charge(CostOfAName);
            string tensor = reader.GetString()!;
            reader.Read();
            string shard = reader.TokenType == JsonTokenType.String
                ? reader.GetString()!
                : throw new FormatFault($"it has a {reader.TokenType} for {Quoted.Text(tensor)}, where a file name was expected");
            if (!shards.TryGetValue(shard, out string? known))
                shards.Add(shard, known = Checked(shard, tensor, shards.Count));
            if (!map.TryAdd(tensor, known))
                throw new FormatFault($"it places {Quoted.Text(tensor)} twice");
        }

        return map;
    }

    /// <summary>A bare file name: an index that came from elsewhere is not to open what lies elsewhere.</summary>
    private static string Checked(string shard, string tensor, int before)
    {
        if (before == MostShards)
            throw new FormatFault($"it names more than {MostShards} shards");
        return shard.Length > 0 && shard is not ("." or "..") && shard.IndexOfAny(['/', '\\', ':', '\0']) < 0
            ? shard
            : throw new FormatFault(
                $"it places {Quoted.Text(tensor)} in {Quoted.Text(shard)}, which leads out of its folder or is no file name",
                "Shards lie beside their index; nothing elsewhere was opened.");
    }
}
