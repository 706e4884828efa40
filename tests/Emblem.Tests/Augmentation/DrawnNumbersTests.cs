using System.Reflection;
using Emblem.Augmentation;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Tests.Augmentation;

/// <summary>Every augmentation that has a probability, those to come too.</summary>
public sealed class DrawnNumbersTests
{
    public static TheoryData<string> All => [.. Types.Select(type => type.Name)];

    private static IEnumerable<Type> Types => typeof(IAugmentation).Assembly.GetExportedTypes().Where(
        type => typeof(IAugmentation).IsAssignableFrom(type) && type.GetProperty(nameof(RandomFlip.Probability)) is not null);

    [Fact]
    public void ThereAreMany() => Assert.True(Types.Count() >= 18, string.Join(", ", Types.Select(type => type.Name)));

    [Theory]
    [MemberData(nameof(All))]
    public void AChoiceNeverTakesMoreOrFewerNumbers(string name)
    {
        Type type = Types.Single(candidate => candidate.Name == name);
        IAugmentation never = Create(type, 0), always = Create(type, 1);
        for (int item = 0; item < 20; item++)
        {
            RandomStream first = new RandomSource(3).Stream("augment", 0, item);
            RandomStream second = new RandomSource(3).Stream("augment", 0, item);
            SamplingPlan unchanged = Plan(), changed = Plan();
            never.Choose(unchanged, first);
            always.Choose(changed, second);
            Assert.Equal(Plan(), unchanged);
            Assert.NotEqual(Plan(), changed);
            Assert.Equal(first.NextBits(), second.NextBits());
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void RefusesAProbabilityThatIsNone(string name)
    {
        TargetInvocationException fault = Assert.Throws<TargetInvocationException>(() => Create(Types.Single(candidate => candidate.Name == name), 1.5));
        Assert.IsType<ArgumentOutOfRangeException>(fault.InnerException);
    }

    private static IAugmentation Create(Type type, double probability)
    {
        var augmentation = (IAugmentation)Activator.CreateInstance(type)!;
        type.GetProperty(nameof(RandomFlip.Probability))!.SetValue(augmentation, probability);
        return augmentation;
    }

    private static SamplingPlan Plan() => new(100, 80, 64, 64, ResizeMethod.Crop);
}
