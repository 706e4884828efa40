using Emblem.Imaging;

namespace Emblem.Tests.Imaging;

public sealed class LightingCurveTests
{
    /// <summary>The table against the formula, at values between its entries, over all the standard set can choose.</summary>
    [Theory]
    [InlineData(1, 0.4)]
    [InlineData(1, -0.4)]
    [InlineData(0.8, 0)]
    [InlineData(1.25, 0)]
    [InlineData(0.8, 0.4)]
    [InlineData(1.25, -0.5)]
    public void StaysWithinATwentiethOfAnEightBitStep(double scale, double shift)
    {
        var curve = new LightingCurve(scale, shift);
        for (int i = 0; i <= 50_000; i++)
        {
            float value = i / 50_000f;
            double p = Math.Clamp((double)value, 1e-7, 1 - 1e-7);
            double exact = 1 / (1 + Math.Exp(-((scale * Math.Log(p / (1 - p))) + shift)));
            curve.Apply(new Span<float>(ref value));
            Assert.InRange(value - exact, -1.96e-4, 1.96e-4);
        }
    }

    [Fact]
    public void NoLightingHasNoCurve()
    {
        var plan = new SamplingPlan(1, 1, 1, 1, ResizeMethod.Crop);
        Assert.Null(LightingCurve.Of(plan));
        plan.Brightness(0.6);
        Assert.NotNull(LightingCurve.Of(plan));
    }
}
