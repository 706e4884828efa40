namespace Emblem.Export.Onnx;

/// <summary>A product's weights as whole numbers of 8 bits with a sign, and its bias as ones of 32.</summary>
/// <param name="Weights">In the order of the singles.</param>
/// <param name="Steps">One a channel of the output: a weight is its whole number times this. Nothing is in the middle.</param>
/// <param name="Bias">One a channel, in steps of the input's and the channel's; empty without one.</param>
internal sealed record ChannelWeights(sbyte[] Weights, float[] Steps, int[] Bias)
{
    private const int Most = 127;
    private const double MostBias = 1 << 30;

    /// <summary>Rounds weights, each channel on a scale of its own that ends with its largest one, or is as wide as its bias needs.</summary>
    /// <param name="weights">[channels, each].</param>
    /// <param name="bias">[channels]; empty for none.</param>
    /// <param name="inputStep">Of the input's scale.</param>
    /// <param name="channels">How many.</param>
    public static ChannelWeights Of(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, float inputStep, int channels)
    {
        int each = weights.Length / channels;
        var rounded = new sbyte[weights.Length];
        var steps = new float[channels];
        var sums = new int[bias.Length];
        for (int channel = 0; channel < channels; channel++)
        {
            ReadOnlySpan<float> row = weights.Slice(channel * each, each);
            double largest = 0;
            foreach (float weight in row)
                largest = Math.Max(largest, Math.Abs(weight));
            double needed = bias.IsEmpty ? 0 : Math.Abs(bias[channel]) / (inputStep * MostBias);
            float step = (float)Math.Max(largest / Most, needed);
            steps[channel] = step > 0 ? step : 1;
            for (int i = 0; i < each; i++)
                rounded[(channel * each) + i] = (sbyte)Math.Clamp(Math.Round(row[i] / (double)steps[channel]), -Most, Most);
            if (!bias.IsEmpty)
                sums[channel] = (int)Math.Round(bias[channel] / ((double)inputStep * steps[channel]));
        }

        return new ChannelWeights(rounded, steps, sums);
    }
}
