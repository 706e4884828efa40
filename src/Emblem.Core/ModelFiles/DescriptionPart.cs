using System.Text.Json;

namespace Emblem.ModelFiles;

/// <summary>
/// An object of a model's description, whose members are asked for one by one: the serializer is compiled anew for each type of value in each process, which takes
/// longer than the answer for a picture. What is of another kind than asked for throws <see cref="InvalidOperationException"/>, <see cref="FormatException"/> or
/// <see cref="JsonException"/>.
/// </summary>
internal readonly struct DescriptionPart(JsonElement element)
{
    /// <summary>Whether it is there, be it null.</summary>
    public bool Says(string name) => element.TryGetProperty(name, out _);

    /// <summary>Whether it is there and not null.</summary>
    public bool Has(string name) => element.TryGetProperty(name, out JsonElement found) && found.ValueKind != JsonValueKind.Null;

    public DescriptionPart Part(string name) => new(Of(name, JsonValueKind.Object));

    public string Text(string name) => Of(name, JsonValueKind.String).GetString()!;

    public string? TextOrNull(string name) => Has(name) ? Text(name) : null;

    public bool Truth(string name) => Of(name).GetBoolean();

    public int Whole(string name) => Of(name, JsonValueKind.Number).GetInt32();

    public long Long(string name) => Of(name, JsonValueKind.Number).GetInt64();

    public double Number(string name) => Of(name, JsonValueKind.Number).GetDouble();

    public double? NumberOrNull(string name) => Has(name) ? Number(name) : null;

    public string[] Texts(string name)
    {
        JsonElement list = Of(name, JsonValueKind.Array);
        var texts = new string[list.GetArrayLength()];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = list[i].GetString() ?? throw new JsonException($"'{name}' has null in it");
        return texts;
    }

    public int[] Wholes(string name)
    {
        JsonElement list = Of(name, JsonValueKind.Array);
        var numbers = new int[list.GetArrayLength()];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = list[i].GetInt32();
        return numbers;
    }

    public double[] Numbers(string name)
    {
        JsonElement list = Of(name, JsonValueKind.Array);
        var numbers = new double[list.GetArrayLength()];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = list[i].GetDouble();
        return numbers;
    }

    public float[] Singles(string name)
    {
        JsonElement list = Of(name, JsonValueKind.Array);
        var numbers = new float[list.GetArrayLength()];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = list[i].GetSingle();
        return numbers;
    }

    public DescriptionPart[] Parts(string name)
    {
        JsonElement list = Of(name, JsonValueKind.Array);
        var parts = new DescriptionPart[list.GetArrayLength()];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = list[i].ValueKind == JsonValueKind.Object ? new(list[i]) : throw new JsonException($"'{name}' has other things than objects in it");
        return parts;
    }

    private JsonElement Of(string name, JsonValueKind kind) =>
        Of(name) is var found && found.ValueKind == kind ? found : throw new JsonException($"'{name}' is of the kind {found.ValueKind}, where {kind} is expected");

    private JsonElement Of(string name) => element.TryGetProperty(name, out JsonElement found) ? found : throw new JsonException($"'{name}' is missing");
}
