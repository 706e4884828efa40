using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Tests.Foundation;

public sealed class ValueTextTests
{
    [Fact]
    public void APlainValueSaysWhatItHoldsAndNotWhatItWorksOut() => Assert.Equal(
        "Sample { Share = 0.25, Names = [a, b, c … and 2 more], Nothing = none, Told = given, Bytes = 3 bytes, Wait = 00:01:30 }",
        ValueText.Of(new Sample()));

    [Fact]
    public void NumbersAreTheSameInEveryCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = german;
        try
        {
            Assert.Contains("Share = 0.25", ValueText.Of(new Sample()), StringComparison.Ordinal);
            Assert.Equal("[0.5, 1E-07]", Listing.Of<double>([0.5, 1e-7]).ToString());
            Assert.Equal("(1, 0.5)", ValueText.Item((1, 0.5)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ShortThingsStandInALineAndOthersOneALine()
    {
        Assert.Equal("[duke, unc]", Listing.Of<string>(["duke", "unc"]).ToString());
        Assert.Equal("[]", Listing.Of<string>([]).ToString());
        Assert.Equal("[]", Listing.Of<Word>([]).ToString());
        Assert.Equal($"a!{Environment.NewLine}b!", Listing.Of<Word>([new("a"), new("b")]).ToString());
        Assert.Equal("[a: 1, b: 2]", Listing.Of(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }).ToString());
    }

    [Fact]
    public void LongListsSayHowManyMoreThereAre()
    {
        Assert.Equal("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9 … and 990 more]", Listing.Of<int>([.. Enumerable.Range(0, 1000)]).ToString());
        Assert.EndsWith($"9!{Environment.NewLine}… and 90 more", Listing.Of<Word>([.. Enumerable.Range(0, 100).Select(i => new Word($"{i}"))]).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AListIsStillTheListThatItWas()
    {
        int[] items = [3, 1, 2];

        IReadOnlyList<int> listing = Listing.Of<int>(items);

        Assert.Equal(items, listing);
        Assert.Equal(listing, Listing.Of<int>(items));
        Assert.True(listing.Equals(Listing.Of<int>(items)));
        Assert.Equal(listing.GetHashCode(), Listing.Of<int>(items).GetHashCode());
        Assert.False(listing.Equals(Listing.Of<int>([3, 1, 2])));
        Assert.Same(listing, Listing.Of(listing));
        Assert.Null(Listing.Of<int>(null));
    }

    private sealed class Sample
    {
        public double Share { get; } = 0.25;

        public IReadOnlyList<string> Names { get; } = Listing.Of<string>(["a", "b", "c", "d", "e"]);

        public string? Nothing { get; }

        public Action Told { get; } = () => { };

        public ReadOnlyMemory<byte> Bytes { get; } = new byte[3];

        public TimeSpan Wait { get; } = TimeSpan.FromSeconds(90);

        public int WorkedOut => throw new InvalidOperationException("Nobody asked for it.");
    }

    private sealed record Word(string Text)
    {
        public override string ToString() => $"{Text}!";
    }
}
