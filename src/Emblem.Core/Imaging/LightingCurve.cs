using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>
/// A plan's brightness and contrast as a table: sigmoid(scale · logit(p) + shift), with p kept 1e-7 from 0 and 1 as fast.ai does.
/// The table is read with linear interpolation; its error stays under 2e-4 (0.05 of an 8-bit step) for contrasts from 0.8, and it
/// saves a logarithm and an exponential a channel.
/// </summary>
internal sealed class LightingCurve
{
    private const int Steps = 4096;
    private const double Margin = 1e-7;
    private static readonly double[] Logits = [.. Enumerable.Range(0, Steps).Select(i => Logit((double)i / Steps)), Logit(1), 0, 0, 0];
    private readonly float[] _values = new float[Steps + 4];

    /// <summary>The curve of a plan; unused while it leaves the light alone.</summary>
    public bool Changes { get; private set; }

    /// <summary>Works the table out for a plan.</summary>
    public void Follow(SamplingPlan plan)
    {
        Changes = plan.LogitScale != 1 || plan.LogitShift != 0;
        if (!Changes)
            return;
        Vector256<double> scale = Vector256.Create(plan.LogitScale);
        Vector256<double> shift = Vector256.Create(plan.LogitShift);
        for (int i = 0; i < _values.Length; i += Vector256<double>.Count)
        {
            Vector256<double> logit = (Vector256.Create(Logits.AsSpan(i)) * scale) + shift;
            Vector256<double> value = Vector256<double>.One / (Vector256<double>.One + Vector256.Exp(-logit));
            Vector128.Narrow(value.GetLower(), value.GetUpper()).CopyTo(_values, i);
        }

        // Read together with the last step, with weight 0.
        _values[Steps + 1] = _values[Steps];
    }

    /// <summary>Replaces red, green and blue, 0 to 1, of pixels; the fourth value is lost.</summary>
    public void Apply(Span<Vector128<float>> pixels)
    {
        ReadOnlySpan<float> values = _values;
        foreach (ref Vector128<float> pixel in pixels)
        {
            Vector128<float> position = Vector128.ClampNative(pixel, Vector128<float>.Zero, Vector128<float>.One) * Steps;
            Vector128<int> index = Vector128.ConvertToInt32Native(position);
            Vector128<float> beyond = position - Vector128.ConvertToSingle(index);
            int red = index[0], green = index[1], blue = index[2];
            Vector128<float> low = Vector128.Create(values[red], values[green], values[blue], 0);
            Vector128<float> high = Vector128.Create(values[red + 1], values[green + 1], values[blue + 1], 0);
            pixel = low + ((high - low) * beyond);
        }
    }

    private static double Logit(double p)
    {
        p = Math.Clamp(p, Margin, 1 - Margin);
        return Math.Log(p / (1 - p));
    }
}
