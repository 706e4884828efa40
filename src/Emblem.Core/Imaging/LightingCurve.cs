using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

    /// <summary>Replaces values of any colours, 0 to 1.</summary>
    /// <param name="values">A multiple of eight.</param>
    public void Apply(Span<float> values)
    {
        ref byte table = ref Unsafe.As<float, byte>(ref MemoryMarshal.GetArrayDataReference(_values));
        Span<int> offsets = stackalloc int[Vector256<int>.Count];
        for (int i = 0; i < values.Length; i += Vector256<float>.Count)
        {
            Span<float> eight = values[i..];
            Vector256<float> position = Vector256.ClampNative(Vector256.Create<float>(eight), Vector256<float>.Zero, Vector256<float>.One) * Steps;
            Vector256<int> index = Vector256.ConvertToInt32Native(position);
            (index * sizeof(float)).CopyTo(offsets);
            (Vector256<int> low, Vector256<int> high) = EightPairs.Load(ref table, ref MemoryMarshal.GetReference(offsets));
            Vector256<float> share = position - Vector256.ConvertToSingle(index);
            Vector256.FusedMultiplyAdd(high.AsSingle() - low.AsSingle(), share, low.AsSingle()).CopyTo(eight);
        }
    }

    private static double Logit(double p)
    {
        p = Math.Clamp(p, Margin, 1 - Margin);
        return Math.Log(p / (1 - p));
    }
}
