using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Tests.Support;

/// <summary>Pictures with something to recognise: ellipses and boxes of many sizes and shades before a slope, another scene for each seed.</summary>
internal static class DrawnScenes
{
    public static PixelImage Draw(long seed, int width = 240, int height = 180)
    {
        RandomStream random = new RandomSource(seed).Stream("scene");
        double[] slope = [random.NextDouble(-60, 60), random.NextDouble(-60, 60)];
        Shape[] shapes = [.. Enumerable.Range(0, 45).Select(_ => Shape.Choose(random))];
        return Pictures.Make(width, height, (x, y, channel) =>
        {
            (double u, double v) = ((double)x / width, (double)y / height);
            Shape? top = shapes.LastOrDefault(shape => shape.Covers(u, v));
            return top is null ? 128 + (slope[0] * (u - 0.5)) + (slope[1] * (v - 0.5)) : top.Shade[channel];
        });
    }

    /// <summary>Draws a scene into a PNG file.</summary>
    public static void Write(string path, long seed) => File.WriteAllBytes(path, ImageCodec.EncodePng(Draw(seed)));

    private sealed record Shape(double X, double Y, double Width, double Height, bool IsRound, double[] Shade)
    {
        public static Shape Choose(RandomStream random) => new(
            random.NextDouble(), random.NextDouble(), random.NextDouble(0.03, 0.2), random.NextDouble(0.03, 0.2), random.NextChance(0.5),
            [random.NextDouble(0, 255), random.NextDouble(0, 255), random.NextDouble(0, 255)]);

        public bool Covers(double x, double y)
        {
            (double dx, double dy) = ((x - X) / Width, (y - Y) / Height);
            return IsRound ? (dx * dx) + (dy * dy) < 1 : Math.Max(Math.Abs(dx), Math.Abs(dy)) < 1;
        }
    }
}
