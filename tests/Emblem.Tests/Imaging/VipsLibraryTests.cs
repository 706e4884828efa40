using Emblem.Imaging;
using NetVips;

namespace Emblem.Tests.Imaging;

public sealed class VipsLibraryTests
{
    private const int Theirs = 7;

    [Theory]
    [InlineData(true, Theirs)]
    [InlineData(false, 0)]
    public void AProgramMayKeepItsOwnSettings(bool leave, int expected)
    {
        VipsLibrary.Require();
        AppContext.SetSwitch(VipsLibrary.LeaveAloneSwitch, leave);
        try
        {
            Cache.Max = Theirs;

            VipsLibrary.SetUp();

            Assert.Equal(expected, Cache.Max);
        }
        finally
        {
            AppContext.SetSwitch(VipsLibrary.LeaveAloneSwitch, false);
            VipsLibrary.SetUp();
        }
    }
}
