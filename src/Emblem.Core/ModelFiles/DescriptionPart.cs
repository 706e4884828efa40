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

    public DescriptionPart Part(string name) => Of(name).ValueKind == JsonValueKind.Object ? new(Of(name)) : throw Wrong(name, "no object");

    public string Text(string name) => Of(name).GetString() ?? throw Wrong(name, "null");

    public string? TextOrNull(string name) => Has(name) ? Text(name) : null;

    public bool Truth(string name) => Of(name).GetBoolean();

    public int Whole(string name) => Of(name).GetInt32();

    public long Long(string name) => Of(name).GetInt64();

    public double Number(string name) => Of(name).GetDouble();

    public double? NumberOrNull(string name) => Has(name) ? Number(name) : null;

    public string[] Texts(string name)
    {
        var texts = new string[Of(name).GetArrayLength()];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = Of(name)[i].GetString() ?? throw Wrong(name, "a list with null");
        return texts;
    }

    public int[] Wholes(string name)
    {
        var numbers = new int[Of(name).GetArrayLength()];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = Of(name)[i].GetInt32();
        return numbers;
    }

    public double[] Numbers(string name)
    {
        var numbers = new double[Of(name).GetArrayLength()];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = Of(name)[i].GetDouble();
        return numbers;
    }

    public float[] Singles(string name)
    {
        var numbers = new float[Of(name).GetArrayLength()];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = Of(name)[i].GetSingle();
        return numbers;
    }

    public DescriptionPart[] Parts(string name)
    {
        var parts = new DescriptionPart[Of(name).GetArrayLength()];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = Of(name)[i] is { ValueKind: JsonValueKind.Object } part ? new(part) : throw Wrong(name, "a list of other things than objects");
        return parts;
    }

    /// <summary>The member.</summary>
    /// <exception cref="JsonException">It is not there.</exception>
    private JsonElement Of(string name) => element.TryGetProperty(name, out JsonElement found) ? found : throw new JsonException($"'{name}' is missing");

    private static JsonException Wrong(string name, string found) => new($"'{name}' is {found}");
}
