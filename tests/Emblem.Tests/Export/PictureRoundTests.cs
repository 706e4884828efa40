using Emblem.Cluster;
using Emblem.Export;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Export;

/// <summary>What the first rank deals out, and what comes back.</summary>
public sealed class PictureRoundTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    [InlineData(2, 3)]
    [InlineData(7, 4)]
    public void EveryGroupIsOneRanksAndTheyLieTogether(int groups, int ranks)
    {
        var round = new PictureRound(10, [.. Enumerable.Range(0, groups).Select(i => (PictureInput[])[$"{i}a", $"{i}b"])]);

        (PictureInput[] Group, int First)[] dealt = [.. Enumerable.Range(0, ranks).SelectMany(rank => round.Of(rank, ranks))];

        Assert.Equal(round.Pictures, dealt.SelectMany(part => part.Group));
        Assert.Equal(Enumerable.Range(0, groups).Select(i => 10 + (2 * i)), dealt.Select(part => part.First));
        Assert.All(Enumerable.Range(0, ranks), rank => Assert.InRange(round.Of(rank, ranks).Count(), groups / ranks, (groups / ranks) + 1));
    }

    [Fact]
    public void PicturesOfEveryKindTravel()
    {
        byte[] bytes = [1, 2, 3];
        using var stream = new MemoryStream(bytes);
        PictureInput[] given = [PictureInput.OfFile("d/ä.png", "ä.png"), PictureInput.OfBytes(bytes, "b"), PictureInput.OfStream(stream, "s"), PictureInput.OfPixels(Pictures.Noise(5, 4, 1), "p"), PictureInput.Missing("m", "404")];

        IReadOnlyList<PictureInput> back = RankFormats.ListOf(PictureInput.Format).Of(RankFormats.ListOf(PictureInput.Format).ToBytes(given));

        Assert.Equal(given.Select(picture => (picture.Name, picture.Path)), back.Select(picture => (picture.Name, picture.Path)));
        Assert.Equal(Pictures.Noise(5, 4, 1).Pixels, back[3].Decode(100, default).Pixels);
        Assert.Equal("404", Assert.Throws<ImageFileException>(() => back[4].Decode(100, default)).Reason);
        Assert.All([back[1], back[2]], picture => Assert.Throws<ImageFileException>(() => picture.Decode(100, default)));
    }

    [Fact]
    public void AnswersKeepTheirBits()
    {
        var answer = new Prediction("f", ["a", "b"], [0.1f, float.BitDecrement(0.9f)], "unsure") { Path = "p", Novelty = 1.0 / 3, Threshold = 0.95 };

        RankedAnswer back = Assert.Single(RankedAnswer.Format.Of(RankedAnswer.Format.ToBytes([RankedAnswer.Of(answer)])));

        Assert.Equal(answer.ToString(), back.For(PictureInput.OfFile("p", "f"), answer.Classes).ToString());
        Assert.Equal(answer.Probabilities, back.Probabilities);
        Assert.Equal((answer.Novelty, answer.Threshold), (back.Novelty, back.Threshold));
    }
}
