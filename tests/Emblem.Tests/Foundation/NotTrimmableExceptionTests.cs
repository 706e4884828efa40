using Emblem.Foundation;

namespace Emblem.Tests.Foundation;

public sealed class NotTrimmableExceptionTests
{
    [Fact]
    public void SaysWhatATrimmedProgramCannotDo()
    {
        var fault = Assert.Throws<NotTrimmableException>(() => NotTrimmableException.ThrowUnless(canReflect: false, "recipes"));

        Assert.Contains("recipes", fault.Message, StringComparison.Ordinal);
        Assert.Contains("without PublishTrimmed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AWholeProgramMayDoAll() => NotTrimmableException.ThrowIfTrimmed("recipes");
}
