using Emblem.Augmentation;
using Emblem.Data;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Export;

/// <summary>What a predictor takes, and what it answers where there is no picture.</summary>
public sealed class PredictorInputTests
{
    private static readonly PixelImage Red = Pictures.Plain(20, 12, 255, 0, 51);

    [Fact]
    public void FilesBytesStreamsAndPicturesGetTheSameAnswer()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = ImageCodec.EncodePng(Red);
        string path = folder.Create("red.png");
        File.WriteAllBytes(path, bytes);
        using var stream = new MemoryStream(bytes);
        using var predictor = new Predictor(new FakeEngine());

        IReadOnlyList<Prediction> answers = predictor.Predict([path, bytes, stream, Red, PictureInput.OfBytes(bytes, "upload")]);

        Assert.Equal([path, "", "", "", "upload"], answers.Select(answer => answer.File));
        float[] expected = ClassProbabilities.Softmax([1, 0, 0.2f], 3);
        Assert.All(answers, answer => Assert.Equal(expected[0], answer.Probabilities[0], 1e-6));
        Assert.All(answers, answer => Assert.True(answer is { IsAnswer: true, Label: "red", Reason: null }));
        Assert.True(stream.CanRead);
        Assert.Equal(answers[0].Probabilities, predictor.Predict(bytes).Probabilities);
    }

    [Fact]
    public async Task OneByOneAndWithoutAThread()
    {
        byte[] bytes = ImageCodec.EncodePng(Red);
        using var stream = new MemoryStream(bytes);
        using var predictor = new Predictor(new FakeEngine());

        Prediction expected = predictor.Predict(Red), read = await predictor.PredictAsync(stream);

        Assert.Equal(expected.Probabilities, read.Probabilities);
        Assert.Equal(expected.Probabilities, (await predictor.PredictAsync(bytes)).Probabilities);
    }

    [Fact]
    public async Task WhatIsNoPictureIsNoAnswerAndSaysWhy()
    {
        using var folder = new TemporaryFolder();
        string page = folder.Create("page.jpg");
        File.WriteAllText(page, "<!doctype html><html></html>");
        using var predictor = new Predictor(new FakeEngine());

        IReadOnlyList<Prediction> answers = predictor.Predict([page, Red, Array.Empty<byte>(), folder.Create("missing.png"), new Broken(new IOException("gone"))]);

        Assert.Equal([false, true, false, false, false], answers.Select(answer => answer.IsAnswer));
        Assert.Equal(["not a picture: a web page", null, "empty file"], answers.Take(3).Select(answer => answer.Reason));
        Assert.Contains("missing.png", answers[3].Reason, StringComparison.Ordinal);
        Assert.Equal("gone", answers[4].Reason);
        Assert.All(answers.Where(answer => !answer.IsAnswer), answer => Assert.True(answer is { Label: null, Index: -1, Confidence: 0, Probabilities: [] }));
        Assert.Equal("red", answers[1].Label);
        Assert.Equal("gone", (await predictor.PredictAsync(new Broken(new IOException("gone")))).Reason);
    }

    [Fact]
    public void WhatIsTooLargeIsRefused()
    {
        using var predictor = new Predictor(new FakeEngine(), new PredictorOptions { PixelLimit = 239 });

        Assert.Contains("over the limit of 239", predictor.Predict(ImageCodec.EncodePng(Red)).Reason, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PredictorOptions { PixelLimit = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PredictorOptions { BatchSize = 0 });
    }

    [Fact]
    public void NothingIsAnArgumentException()
    {
        using var predictor = new Predictor(new FakeEngine());

        Assert.Throws<ArgumentNullException>(() => new Predictor(null!));
        Assert.Throws<ArgumentNullException>(() => predictor.Predict((PictureInput)null!));
        Assert.Throws<ArgumentNullException>(() => predictor.Predict((string)null!));
        Assert.Throws<ArgumentNullException>(() => predictor.Predict((byte[])null!));
        Assert.Throws<ArgumentNullException>(() => predictor.Predict((Stream)null!));
        Assert.Throws<ArgumentNullException>(() => predictor.Predict((PixelImage)null!));
        Assert.Throws<ArgumentNullException>(() => predictor.Predict((IReadOnlyList<PictureInput>)null!));
        Assert.Throws<ArgumentNullException>(() => { _ = predictor.PredictAsync((PictureInput)null!); });
        Assert.Throws<ArgumentNullException>(() => predictor.PredictFiles(null!));
        Assert.Throws<ArgumentNullException>(() => predictor.PredictFolder(null!));
        Assert.Throws<ArgumentNullException>(() => Predictor.Load(null!));
        Assert.Throws<ArgumentException>(() => predictor.Predict(""));
        Assert.Throws<ArgumentException>(() => predictor.Predict([Red, null!]));
        Assert.Throws<ArgumentException>(() => predictor.PredictFiles([("name", "")]));
        Assert.Throws<ArgumentException>(() => predictor.PredictFolder(""));
        Assert.Throws<ArgumentException>(() => Predictor.Load(""));
        var closed = new MemoryStream();
        closed.Dispose();
        Assert.Throws<ArgumentException>(() => predictor.Predict(closed));
        Assert.Empty(predictor.Predict([]));
    }

    /// <summary>A picture comes to the engine with the very values that validation would have measured it with.</summary>
    [Fact]
    public void AnEngineSeesWhatValidationSees()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("waves.png");
        File.WriteAllBytes(path, ImageCodec.EncodePng(Pictures.Waves(50, 30)));
        var engine = new FakeEngine();
        using var predictor = new Predictor(engine);
        var reader = new PictureReader(new PictureFiles(PictureOrientation.Upright), predictor.Preprocessing, Augmentations.None, new RandomSource(1));
        var expected = new float[predictor.Preprocessing.ValueCount];
        reader.Read(
            new LabelledImage(path, "waves", 0), 0, 0, new PictureSlot(expected, FakeEngine.Side, PixelLayout.Planes), new SamplingScratch());

        predictor.Predict(path);

        Assert.Equal(expected, engine.Seen);
    }

    [Fact]
    public void AFolderIsPredictedInOrdinalOrder()
    {
        using var folder = new TemporaryFolder();
        foreach ((string name, byte red, byte blue) in (IReadOnlyList<(string, byte, byte)>)[("b.png", 255, 0), ("a/2.png", 0, 255), ("B.png", 255, 0)])
            File.WriteAllBytes(folder.Create(name.Split('/')), ImageCodec.EncodePng(Pictures.Plain(8, 8, red, 0, blue)));
        File.WriteAllText(folder.Create("readme.txt"), "no picture");
        File.WriteAllText(folder.Create("broken.jpg"), "no picture");
        using var predictor = new Predictor(new FakeEngine());
        var told = new List<StepProgress>();

        IReadOnlyList<Prediction> answers = predictor.PredictFolder(folder.Path, new Reports<StepProgress>(told.Add));

        Assert.Equal(["B.png", "a/2.png", "b.png", "broken.jpg"], answers.Select(answer => answer.File));
        Assert.Equal(["red", "blue", "red", null], answers.Select(answer => answer.Label));
        Assert.Equal((4, 4), (told.Single().Done, told.Single().Total));
        Assert.Throws<EmblemException>(() => predictor.PredictFolder(folder.Create("none", "at all")));
    }
}
