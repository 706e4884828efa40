using Emblem.Augmentation;
using Emblem.Export;

namespace Emblem.Tests.Export;

public sealed class ClassProbabilitiesTests
{
    [Fact]
    public void SoftmaxOfEachRow()
    {
        float[] found = ClassProbabilities.Softmax([0, 0, MathF.Log(3), 0, 1000, -1000], 2);

        Assert.Equal([0.5f, 0.5f, 0.75f, 0.25f, 1, 0], found.Select(value => MathF.Round(value, 6)));
    }

    [Fact]
    public void ViewsCountByTheirWeight()
    {
        TestTimeView[] views = [new(0.75, []), new(0.25, [])];

        Assert.Equal([0.75f, 0.25f], ClassProbabilities.Average(views, [1, 0, 0, 1]));
    }
}
