using Emblem.Cli.Quickstart;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Tests.Quickstart;

[Collection(DrawnSampleCollection.Name)]
public class SampleSetTests(DrawnSample drawn)
{
    private readonly SampleSet _set = drawn.Set;

    [Fact]
    public void Each_rival_has_a_hundred_different_good_pictures()
    {
        foreach (SampleWeb web in _set.Webs)
        {
            byte[][] good = [.. web.List.Select(path => Follow(web, path)).OfType<SampleAnswer>().Select(a => a.Body).Where(Decodes)];
            Assert.Equal(SampleWeb.GoodPictures, good.Select(Convert.ToHexString).Distinct().Count());
            Assert.Equal(SampleWeb.GoodPictures + 4, good.Length);
        }
    }

    [Fact]
    public void The_rest_of_a_list_is_dead_broken_or_no_picture()
    {
        foreach (SampleWeb web in _set.Webs)
        {
            SampleAnswer?[] answers = [.. web.List.Select(path => Follow(web, path))];
            byte[][] bad = [.. answers.OfType<SampleAnswer>().Select(a => a.Body).Where(body => !Decodes(body))];
            Assert.Equal(2, answers.Count(answer => answer is null));
            Assert.Equal(2, bad.Count(body => ImageSniffer.Identify(body) == ImageFormat.Jpeg));
            Assert.Equal(2, bad.Count(body => ImageSniffer.Identify(body) == ImageFormat.Html));
            Assert.Single(bad, body => body.Length == 0);
            Assert.Equal(5, bad.Length);
        }
    }

    [Fact]
    public void A_list_has_one_address_twice_one_redirect_one_slow_answer_and_one_png_named_jpg()
    {
        foreach (SampleWeb web in _set.Webs)
        {
            Assert.Equal(web.List.Count - 1, web.List.Distinct().Count());
            Assert.Single(web.List, path => web.Answers.TryGetValue(path, out SampleAnswer? answer) && answer.Location is not null);
            Assert.Single(web.Answers, answer => answer.Value.Delay > TimeSpan.Zero);
            Assert.Single(web.Answers, a => ImageSniffer.Identify(a.Value.Body) == ImageFormat.Png && a.Key.EndsWith(".jpg", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Pictures_are_200_to_700_pixels_a_side()
    {
        foreach (byte[] bytes in _set.Webs.SelectMany(web => web.Answers.Values).Select(a => a.Body).Where(Decodes))
        {
            ImageHeader header = ImageCodec.ReadHeader(bytes);
            Assert.InRange(Math.Min(header.Width, header.Height), 200, 700);
            Assert.InRange(Math.Max(header.Width, header.Height), 200, 700);
        }
    }

    [Fact]
    public void Test_pictures_are_ten_decode_and_do_not_tell_their_class()
    {
        Assert.Equal(10, _set.Test.Count);
        Assert.All(_set.Test, picture => Assert.True(Decodes(picture.Bytes)));
        Assert.All(Rival.All, rival => Assert.Equal(5, _set.Test.Count(picture => picture.Class == rival.Name)));
        Assert.All(_set.Test, picture => Assert.Matches(@"^picture-\d\d\.jpg$", picture.FileName));
        HashSet<string> training = [.. _set.Webs.SelectMany(web => web.Answers.Values).Select(a => Convert.ToHexString(a.Body))];
        Assert.DoesNotContain(_set.Test, picture => training.Contains(Convert.ToHexString(picture.Bytes)));
    }

    [Fact]
    public void A_picture_depends_on_seed_rival_and_number_only()
    {
        byte[] again = EmblemArtist.Draw(Rival.Northfield, 8, new RandomSource(1));
        Assert.Equal(_set.Webs[0].Answers["/northfield/photo-008.jpg"].Body, again);
        Assert.NotEqual(again, EmblemArtist.Draw(Rival.Northfield, 8, new RandomSource(2)));
        Assert.NotEqual(again, EmblemArtist.Draw(Rival.Northfield, 38, new RandomSource(1)));
    }

    [Fact]
    public void Lists_are_one_url_a_line_and_the_truth_names_every_test_picture()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("emblem-sample-");
        try
        {
            SampleFiles files = _set.Write(folder.FullName, new Uri("http://127.0.0.1:8080/"));
            Assert.Equal(["northfield", "southport"], files.UrlLists.Select(list => list.Class));
            string[] urls = File.ReadAllLines(files.UrlLists[0].File);
            Assert.Equal("northfield_links.csv", Path.GetFileName(files.UrlLists[0].File));
            Assert.Equal(_set.Webs[0].List.Select(path => $"http://127.0.0.1:8080{path}"), urls);
            string[] truth = File.ReadAllLines(files.TestTruth);
            Assert.Equal(["picture_file,class", .. _set.Test.Select(picture => $"{picture.FileName},{picture.Class}")], truth);
            Assert.Equal(_set.Test.Select(p => p.FileName), Directory.GetFiles(files.TestFolder).Select(f => Path.GetFileName(f)!).Order());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Stopping_stops_the_drawing()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => SampleSet.Draw(1, stop: source.Token));
    }

    private static SampleAnswer? Follow(SampleWeb web, string path)
    {
        SampleAnswer? answer = web.Answers.GetValueOrDefault(path);
        return answer?.Location is { } elsewhere ? web.Answers[elsewhere] : answer;
    }

    private static bool Decodes(byte[] bytes)
    {
        try
        {
            ImageCodec.Decode(bytes);
            return true;
        }
        catch (ImageFileException)
        {
            return false;
        }
    }
}
