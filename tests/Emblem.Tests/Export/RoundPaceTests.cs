using Emblem.Export;

namespace Emblem.Tests.Export;

public sealed class RoundPaceTests
{
    [Fact]
    public void ARoundComesToTakeAboutASecond()
    {
        var pace = new RoundPace();

        int[] groups = [.. Enumerable.Range(0, 8).Select(_ =>
        {
            pace.Next(TimeSpan.FromSeconds(0.05 * pace.Groups));
            return pace.Groups;
        })];

        Assert.Equal([2, 4, 8, 16, 20, 20, 20, 20], groups);
    }

    [Fact]
    public void AGroupThatTakesLongIsARoundByItself()
    {
        var pace = new RoundPace();
        for (int i = 0; i < 4; i++)
            pace.Next(TimeSpan.FromSeconds(30));
        Assert.Equal(1, pace.Groups);
    }

    [Fact]
    public void ThereIsAnEndToIt()
    {
        var pace = new RoundPace();
        for (int i = 0; i < 20; i++)
            pace.Next(TimeSpan.FromMilliseconds(1));
        Assert.Equal(64, pace.Groups);
    }
}
