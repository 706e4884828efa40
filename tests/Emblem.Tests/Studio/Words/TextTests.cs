using Emblem.Studio.Words;

namespace Emblem.Tests.Studio.Words;

public sealed class TextTests
{
    [Theory]
    [InlineData(0.996, "99%")]
    [InlineData(1, "100%")]
    [InlineData(0.875, "88%")]
    [InlineData(0, "0%")]
    public void AShareIsNeverRoundedUpToAll(double share, string words) => Assert.Equal(words, Text.Share(share));
}
