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
        var plan = new SamplingPlan(1, 1, 1, 1, ResizeMethod.Crop);
        plan.Contrast(scale);
        plan.Brightness(1 / (1 + Math.Exp(scale - 1 - shift)));
        (scale, shift) = (plan.LogitScale, plan.LogitShift);
        var curve = new LightingCurve();
        curve.Follow(plan);
        for (int i = 0; i <= 50_000; i++)
        {
            float value = i / 50_000f;
            double p = Math.Clamp((double)value, 1e-7, 1 - 1e-7);
            double exact = 1 / (1 + Math.Exp(-((scale * Math.Log(p / (1 - p))) + shift)));
            float[] values = [0, value, 1, value, 0, 0, 1, 1];
            curve.Apply(values);
            Assert.InRange(values[1] - exact, -1.96e-4, 1.96e-4);
            Assert.Equal(values[1], values[3]);
        }
    }

    [Fact]
    public void NoLightingHasNoCurve()
    {
        var plan = new SamplingPlan(1, 1, 1, 1, ResizeMethod.Crop);
        var curve = new LightingCurve();
        curve.Follow(plan);
        Assert.False(curve.Changes);
        plan.Brightness(0.6);
        curve.Follow(plan);
        Assert.True(curve.Changes);
    }
}
