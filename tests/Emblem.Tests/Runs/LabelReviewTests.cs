using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Models;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

public sealed class LabelReviewTests : IDisposable
{
    private const int Each = 12;

    private readonly DrawnClasses _drawn = new(4);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        _drawn.Dispose();
    }

    [Fact]
    public async Task CopiesUnderTwoLabelsComeFirstThenWhatLooksLikeAnotherClassAndTestPicturesAreJudgedToo()
    {
        Draw();
        Draw("train/red/flipped.png", isRed: false, 90);
        Draw("train/blue/once.png", isRed: false, 91);
        File.Copy(At("train/blue/once.png"), At("train/red/again.png"));
        Draw("test/blue/01.png", isRed: true, 92);
        Draw("test/red/02.png", isRed: true, 93);
        using Learner like = Like();

        LabelReview review = await LabelReview.OfAsync(Plan(), stop: Stop);

        Assert.Equal((2 * Each) + 5, review.Pictures.Count);
        Assert.Equal(["train/blue/once.png", "train/red/again.png"], review.Pictures.Take(2).Select(picture => picture.PictureFile).Order());
        Assert.All(review.Pictures.Take(2), picture => Assert.Equal(LabelSuspicion.CopyUnderAnotherLabel, picture.Suspicion));
        Assert.Contains(review.Pictures.Take(2), picture => picture.Reason.StartsWith("one picture under two labels: train/blue/once.png is blue", StringComparison.Ordinal));
        Assert.Equal(["test/blue/01.png", "train/red/flipped.png"], review.Pictures.Skip(2).Take(2).Select(picture => picture.PictureFile).Order());
        ReviewedPicture flipped = review.Pictures.Single(picture => picture.PictureFile == "train/red/flipped.png");
        Assert.Equal((LabelSuspicion.Contradicted, "red", "blue", At("train/red/flipped.png")), (flipped.Suspicion, flipped.Label, flipped.SuggestedLabel, flipped.Path));
        Assert.InRange(flipped.Score!.Value, 0.5, 1);
        Assert.Equal(review.Pictures.Select(picture => picture.Suspicion).Order(), review.Pictures.Select(picture => picture.Suspicion));
    }

    [Fact]
    public async Task APictureThatNothingIsLikeIsNamed()
    {
        Draw();
        Save("train/red/odd.png", Pictures.Make(32, 32, (x, y, _) => (x / 4 + y / 4) % 2 * 255));
        using Learner like = Like();

        LabelReview review = await LabelReview.OfAsync(Plan(), stop: Stop);

        ReviewedPicture odd = review.Pictures.MaxBy(picture => picture.Distance)!;
        Assert.Equal("train/red/odd.png", odd.PictureFile);
        Assert.Contains("nothing is like it", odd.Reason, StringComparison.Ordinal);
        Assert.Contains(odd, review.Pictures.Take(review.Suspects));
    }

    /// <summary>The next review of corrected labels is told of by labels as they are in the folders, and asks no question twice.</summary>
    [Fact]
    public async Task DecisionsOfTheRunAndOfTheFileStayInTheirLines()
    {
        Draw();
        Draw("train/red/flipped.png", isRed: false, 90);
        string file = _folder.Create("corrections.csv");
        new Corrections(
        [
            new("train/red/flipped.png", "red") { SuggestedLabel = "blue", Action = CorrectionAction.Relabel },
            new("train/red/00.png", "red") { Action = CorrectionAction.Remove },
        ]).Write(file);
        using Learner like = Like();

        // Somebody decides more while the review goes on.
        LabelReview review = await LabelReview.OfAsync(
            Plan() with { Corrections = RunCorrections.Settle(file) },
            happened =>
            {
                if (happened is PicturesDivided)
                    Corrections.Update(file, there => there.With([new("train/blue/01.png", "blue") { Action = CorrectionAction.Keep }]));
            },
            Stop);
        Corrections next = review.ToCorrections(new Corrections([new("train/blue/01.png", "blue") { Action = CorrectionAction.Keep }, new("train/blue/03.png", "green") { Action = CorrectionAction.Keep }]));

        Assert.Equal(2 * Each, review.Pictures.Count);
        Assert.Equal("blue", review.Pictures.Single(picture => picture.PictureFile == "train/red/flipped.png").Label);
        Assert.Equal((2 * Each) + 1, next.Count);
        Assert.Equal(["train/blue/01.png: blue, kept", "train/red/00.png: red, removed", "train/red/flipped.png: red → blue"], next.Decided.Select(line => line.ToString()).Order(StringComparer.Ordinal));
        Assert.All(next.Take(next.Open), line => Assert.Equal(CorrectionAction.None, line.Action));

        // What was decided is not asked again, by the run or by a file.
        ReviewedPicture[] suspects = [.. review.Pictures.Take(2).Select(picture => picture with { Suspicion = LabelSuspicion.Doubted, IsDecided = false })];
        LabelReview doubted = review with { Pictures = suspects };
        LabelReview after = doubted.After(new Corrections([new(suspects[0].PictureFile, suspects[0].Label) { Action = CorrectionAction.Keep }]));
        Assert.Equal(["train/red/flipped.png"], review.Pictures.Where(picture => picture.IsDecided).Select(picture => picture.PictureFile));
        Assert.Equal((2, 1), (doubted.Suspects, after.Suspects));
        Assert.StartsWith("1 of 2 pictures should be looked at.", after.Summary, StringComparison.Ordinal);
        Assert.StartsWith("Nothing is left to look at", after.After(new Corrections([new(suspects[1].PictureFile, suspects[1].Label) { Action = CorrectionAction.Remove }])).Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ABodyThatIsRandomOrHasLearnedIsReplacedByTheBoxs(bool goesOn)
    {
        Assert.SkipWhen(BoxedWeights.Path is null, "the package with the box's weights is not there");
        var told = new List<RunEvent>();
        TrainingPlan run = _drawn.Plan(TrainingRecipes.Scratch);

        TrainingPlan plan = ReviewBody.Plan(goesOn ? run with { GoesOn = true } : run with { Start = null }, new RunTeller(told.Add, TimeProvider.System));

        Assert.Equal(BoxedWeights.Path, plan.Start!.Path);
        Assert.Equal((BoxedWeights.Architecture.Name, false, ReviewBody.Recipe), (plan.Architecture, plan.GoesOn, plan.Recipe.Head));
        Assert.Contains(goesOn ? "may have learned from these labels" : "started from random numbers", Assert.Single(told).ToString(), StringComparison.Ordinal);
        Assert.Equal(run.Start, ReviewBody.Plan(run, new RunTeller(null, TimeProvider.System)).Start);
    }

    private TrainingPlan Plan() => _drawn.Plan(TrainingRecipes.Head) with { Data = _folder.Path };

    private Learner Like()
    {
        Learner like = _drawn.Learner(head: ReviewBody.Recipe.ToChoice());
        TensorLeakGuard.Count(like.Model);
        return like;
    }

    private void Draw()
    {
        for (int i = 0; i < 2 * Each; i++)
            Draw($"train/{(i % 2 == 0 ? "red" : "blue")}/{i:D2}.png", i % 2 == 0, i);
    }

    private void Draw(string name, bool isRed, int seed)
    {
        RandomStream random = new RandomSource(seed).Stream("colour");
        Save(name, Pictures.Make(32, 32, (_, _, channel) => (channel == (isRed ? 0 : 2) ? 170 : 60) + random.NextDouble(-60, 60)));
    }

    private void Save(string name, PixelImage picture) => File.WriteAllBytes(_folder.Create(name.Split('/')), ImageCodec.EncodePng(picture));

    private string At(string name) => Path.Combine(_folder.Path, name);
}
