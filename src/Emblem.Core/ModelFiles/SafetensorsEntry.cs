using System.Text.Json;

namespace Emblem.ModelFiles;

/// <summary>Reads one tensor's description in a safetensors header.</summary>
internal static class SafetensorsEntry
{
    /// <summary>No framework has tensors of more dimensions; PyTorch stops at 64.</summary>
    private const int MostSides = 64;

    public static TensorEntry Read(ref Utf8JsonReader reader, string name, ReadingBudget budget)
    {
        budget.CountTensor();
        TensorType? type = null;
        long[]? shape = null;
        long[]? range = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new FormatFault($"{Quoted.Text(name)} is a {reader.TokenType} where an object was expected");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string field = reader.GetString()!;
            if (field == "dtype" && type is null)
                type = ReadType(ref reader, name);
            else if (field == "shape" && shape is null)
                shape = ReadNumbers(ref reader, name, field, MostSides);
            else if (field == "data_offsets" && range is null)
                range = ReadNumbers(ref reader, name, field, 2);
            else
                throw new FormatFault($"{Quoted.Text(name)} has the field {Quoted.Text(field)}; dtype, shape and data_offsets were expected, each once");
        }

        return type is { } known && shape is not null && range is not null
            ? Check(name, known, shape, range)
            : throw new FormatFault($"{Quoted.Text(name)} lacks one of dtype, shape and data_offsets");
    }

    private static TensorEntry Check(string name, TensorType type, long[] shape, long[] range)
    {
        if (range.Length != 2 || range[1] < range[0])
            throw new FormatFault($"{Quoted.Text(name)} has the byte range {Quoted.Shape(range)}, where a start and an end were expected");
        long length = TensorTypes.BytesOf(type, shape)
            ?? throw new FormatFault($"{Quoted.Text(name)} is {type} {Quoted.Shape(shape)}, which does not fill whole bytes");
        return length == range[1] - range[0]
            ? new TensorEntry(name, type, shape, range[0], length)
            : throw new FormatFault(
                $"{Quoted.Text(name)} is {type} {Quoted.Shape(shape)}, which takes {length} bytes, and its range has {range[1] - range[0]}");
    }

    private static TensorType ReadType(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        string found = reader.TokenType == JsonTokenType.String ? reader.GetString()! : reader.TokenType.ToString();
        return TensorTypes.FindByName(found)
            ?? throw new FormatFault($"{Quoted.Text(name)} has the unknown type {Quoted.Text(found)}; known are {string.Join(", ", TensorTypes.Names)}");
    }

    private static long[] ReadNumbers(ref Utf8JsonReader reader, string name, string field, int most)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new FormatFault($"{Quoted.Text(name)} has a {reader.TokenType} as its {field}, where an array was expected");
        var numbers = new List<long>(4);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            // A minus sign is refused even before zero, as the official reader does.
            if (reader.TokenType != JsonTokenType.Number || reader.ValueSpan[0] == (byte)'-' || !reader.TryGetInt64(out long value))
                throw new FormatFault($"{Quoted.Text(name)} has something in its {field} that is no whole number from 0 to 2^63 - 1");
            if (numbers.Count == most)
                throw new FormatFault($"{Quoted.Text(name)} has more than {most} numbers in its {field}");
            numbers.Add(value);
        }

        return [.. numbers];
    }
}
