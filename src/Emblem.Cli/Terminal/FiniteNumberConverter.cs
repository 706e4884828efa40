using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emblem.Cli.Terminal;

/// <summary>JSON has no NaN and no infinity: what is undefined, such as a ROC-AUC over one class or a loss that exploded, is null.</summary>
internal sealed class FiniteNumberConverter<T> : JsonConverter<T>
    where T : IFloatingPoint<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.CreateChecked(reader.GetDouble());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (!T.IsFinite(value))
            writer.WriteNullValue();
        else if (value is float single)
            writer.WriteNumberValue(single);
        else
            writer.WriteNumberValue(double.CreateChecked(value));
    }
}
