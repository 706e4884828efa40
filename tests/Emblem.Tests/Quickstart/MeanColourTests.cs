using Emblem.Cli.Quickstart;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Tests.Quickstart;

/// <summary>
/// The rivals cannot be told apart by colour: a classifier that knows the mean colour of each class and takes the nearest must do
/// poorly on a validation split, or a network that learned the quickstart would have proved nothing.
/// </summary>
[Collection(DrawnSampleCollection.Name)]
public class MeanColourTests(DrawnSample drawn)
{
    private const double Allowed = 0.70;
    private const int Validation = 40;

    [Fact]
    public void Nearest_mean_colour_fails_on_the_default_set()
    {
        (int Class, double[] Colour)[] pictures = Colours(drawn.Set);
        double[] accuracies = [.. Enumerable.Range(1, 20).Select(split => Accuracy(pictures, split))];
        Assert.True(accuracies[0] <= Allowed, $"the default split gives {accuracies[0]:0.000}");
        Assert.True(accuracies.Average() <= Allowed, $"20 splits give {accuracies.Average():0.000} on average");
    }

    [Fact]
    public void Nearest_mean_colour_fails_with_another_seed()
    {
        (int Class, double[] Colour)[] pictures = Colours(SampleSet.Draw(seed: 2));
        double average = Enumerable.Range(1, 20).Average(split => Accuracy(pictures, split));
        Assert.True(average <= Allowed, $"20 splits give {average:0.000} on average");
    }

    /// <summary>The measure itself works: where colour does tell the classes, it finds that out.</summary>
    [Fact]
    public void Nearest_mean_colour_succeeds_where_colour_tells()
    {
        (int Class, double[] Colour)[] pictures = [.. Colours(drawn.Set).Select(
            picture => (picture.Class, (double[])[picture.Colour[0] + (200 * picture.Class), picture.Colour[1], picture.Colour[2]]))];
        Assert.True(Accuracy(pictures, split: 1) > 0.9);
    }

    private static (int Class, double[] Colour)[] Colours(SampleSet set) =>
    [
        .. from web in set.Webs.Index()
           from number in Enumerable.Range(0, SampleWeb.GoodPictures)
           let path = $"/{web.Item.Class}/photo-{number:000}.jpg"
           where web.Item.Answers.ContainsKey(path)
           select (web.Index, Mean(ImageCodec.Decode(web.Item.Answers[path].Body))),
    ];

    private static double[] Mean(PixelImage image)
    {
        double[] sums = new double[3];
        for (int i = 0; i < image.Pixels.Length; i++)
            sums[i % 3] += image.Pixels[i];
        return [.. sums.Select(sum => sum / (image.Width * image.Height))];
    }

    private static double Accuracy((int Class, double[] Colour)[] pictures, int split)
    {
        (int Class, double[] Colour)[] shuffled = [.. pictures];
        new RandomSource(split).Stream("split").Shuffle<(int, double[])>(shuffled);
        double[][] means =
        [
            .. Enumerable.Range(0, 2).Select(c => Enumerable.Range(0, 3).Select(
                channel => shuffled.Skip(Validation).Where(p => p.Class == c).Average(p => p.Colour[channel])).ToArray()),
        ];
        return shuffled.Take(Validation).Count(p => (Distance(p.Colour, means[1]) < Distance(p.Colour, means[0]) ? 1 : 0) == p.Class)
            / (double)Validation;
    }

    private static double Distance(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();
}
