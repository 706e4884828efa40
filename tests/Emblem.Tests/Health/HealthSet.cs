using Emblem.Data;
using Emblem.Health;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Health;

/// <summary>A small set with one of everything: 'good' has 8 pictures and a broken file, 'odd' one picture of each issue.</summary>
internal static class HealthSet
{
    public static PixelImage Checks(int width, int height, int low = 10, int high = 240) =>
        Pictures.Make(width, height, (x, y, _) => ((x / 16) + (y / 16)) % 2 == 0 ? high : low);

    public static void Write(TemporaryFolder folder)
    {
        for (int i = 0; i < 8; i++)
            Put(folder, "good", $"{i}.png", Checks(100 + i, 90));
        File.WriteAllText(folder.Create("good", "broken.jpg"), "no picture");
        Put(folder, "odd", "bright.png", Checks(100, 90, 200, 250));
        Put(folder, "odd", "dark.png", Checks(100, 90, 0, 60));
        Put(folder, "odd", "empty.png", Pictures.Plain(100, 90, 128, 128, 128));
        Put(folder, "odd", "smooth.png", Pictures.Waves(100, 90));
        Put(folder, "odd", "strip.png", Checks(400, 90));
        Put(folder, "odd", "tiny.png", Checks(40, 33));
    }

    public static Task<HealthReport> ExamineAsync(TemporaryFolder folder, HealthOptions? options = null) =>
        DataHealth.ExamineAsync(ImageFolder.Open(folder.Path), options, stop: TestContext.Current.CancellationToken);

    private static void Put(TemporaryFolder folder, string name, string file, PixelImage picture) =>
        File.WriteAllBytes(folder.Create(name, file), ImageCodec.EncodePng(picture));
}
