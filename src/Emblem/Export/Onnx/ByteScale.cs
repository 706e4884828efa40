namespace Emblem.Export.Onnx;

/// <summary>How singles stand for whole numbers of 8 bits without a sign: <c>(whole − Zero) · Step</c>.</summary>
/// <param name="Step">Between neighbours.</param>
/// <param name="Zero">The whole number that is nothing.</param>
internal readonly record struct ByteScale(float Step, byte Zero)
{
    private const float Most = 255;

    /// <summary>The scale for a range, widened to hold 0, which stands exactly: padding and what an activation cuts off are 0.</summary>
    public static ByteScale Of(double lowest, double highest)
    {
        (lowest, highest) = (Math.Min(0, lowest), Math.Max(0, highest));
        float width = (float)(highest - lowest);
        if (!(width > 0))
            return new ByteScale(1, 0);
        float step = width / Most;

        // Never a bit beyond the range: where it ends as an activation does, a runtime then leaves the activation to the rounding.
        while (step * Most > width)
            step = MathF.BitDecrement(step);
        return new ByteScale(Math.Max(step, float.Epsilon), (byte)Math.Clamp(Math.Round(-lowest / step), 0, Most));
    }

    /// <summary>The single that a single becomes: rounded to even, cut off at the ends.</summary>
    public double Rounded(double value) => (Math.Clamp(Math.Round(value / Step) + Zero, 0, Most) - Zero) * Step;
}
