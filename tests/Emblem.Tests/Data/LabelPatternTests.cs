using System.Diagnostics;
using Emblem.Data;
using Emblem.Foundation;

namespace Emblem.Tests.Data;

public sealed class LabelPatternTests
{
    private static readonly string Long = new('a', 5000);

    [Theory]
    [InlineData("(a", "is no regular expression")]
    [InlineData("cat", "has no group")]
    [InlineData("(a)(b)", "has 2 groups, none of them called 'label'")]
    public void WhatIsNoLabelIsRefused(string pattern, string words) =>
        Assert.Contains(words, Assert.Throws<EmblemException>(() => LabelPattern.Of(pattern)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("^(?<label>(a+)+)b$")]
    [InlineData("(a|aa)+(?<label>c)")]
    public void WhatWouldGoBackForEverEndsAtOnce(string pattern)
    {
        long began = Stopwatch.GetTimestamp();

        Assert.Null(LabelPattern.Of(pattern).Find(Long));

        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void WhatHasToGoBackHasALimit()
    {
        var pattern = LabelPattern.Of(@"^(?<label>(a+)+)\1(?!x)b$");

        Assert.Contains("takes more than 1 s", Assert.Throws<EmblemException>(() => pattern.Find(Long)).Message, StringComparison.Ordinal);
    }
}
