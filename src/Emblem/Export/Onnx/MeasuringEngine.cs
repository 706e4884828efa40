using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;

namespace Emblem.Export.Onnx;

/// <summary>
/// Answers pictures in singles and remembers how large the numbers inside are. An engine, so that a <see cref="Predictor"/> decodes and prepares the pictures as ever.
/// </summary>
/// <param name="reader">Of a graph that gives the values.</param>
/// <param name="description">The model's.</param>
/// <param name="values">Which.</param>
internal sealed class MeasuringEngine(IValueReader reader, ModelMetadata description, IReadOnlyList<string> values) : IClassifierEngine
{
    // Of one value of one picture so many numbers are looked at, evenly spread: some hundred pictures then still give a million.
    private const int Sample = 1 << 14;

    private readonly ValueHistogram[] _seen = [.. values.Select(_ => new ValueHistogram())];
    private readonly string[] _outputs = [OnnxInterface.Logits, .. values.Where(value => value != OnnxInterface.Input)];

    public ModelMetadata Description => description;

    /// <summary>Pictures so far.</summary>
    public int Count { get; private set; }

    /// <summary>The scale of each value.</summary>
    public IReadOnlyDictionary<string, ByteScale> Scales => values.Zip(_seen).ToDictionary(value => value.First, value => value.Second.BestScale(), StringComparer.Ordinal);

    public float[] Score(ReadOnlySpan<float> pictures, int count)
    {
        Preprocessing seen = description.Preprocessing;
        float[][] given = reader.Read(pictures, [count, 3, seen.Height, seen.Width], _outputs);
        int next = 1;
        for (int i = 0; i < values.Count; i++)
            Take(_seen[i], values[i] == OnnxInterface.Input ? pictures : given[next++], count);
        Count += count;
        return given[0];
    }

    public void Dispose() => reader.Dispose();

    private static void Take(ValueHistogram seen, ReadOnlySpan<float> numbers, int count)
    {
        // An odd step meets every channel and column.
        int step = Math.Max(1, numbers.Length / count / Sample) | 1;
        if (step == 1)
        {
            seen.Add(numbers);
            return;
        }

        var some = new float[(numbers.Length + step - 1) / step];
        for (int i = 0; i < some.Length; i++)
            some[i] = numbers[i * step];
        seen.Add(some);
    }
}
