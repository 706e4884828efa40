using Emblem.Foundation;
using Emblem.Training.Fitting;

namespace Emblem.Tests.Training.Fitting;

public sealed class FeatureTableTests
{
    [Fact]
    public void FeaturesThatAreNoNumbersAreRefusedByTheirPicture()
    {
        var views = new Dictionary<string, float[][]> { ["a.png"] = [[1, 2], [1, 3]], ["b.png"] = [[1, 2], [float.PositiveInfinity, 3]] };

        Assert.Contains("b.png", Assert.Throws<EmblemException>(() => new FeatureTable(views)).Message, StringComparison.Ordinal);
        views["b.png"][1][0] = 7;
        Assert.Equal(2, new FeatureTable(views).Views);
    }
}
