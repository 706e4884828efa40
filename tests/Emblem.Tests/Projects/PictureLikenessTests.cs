using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Models;
using Emblem.Projects;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;

namespace Emblem.Tests.Projects;

/// <summary>Which pictures are found like each other, and that each is looked at once.</summary>
public sealed class PictureLikenessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ProjectFolder _project;

    public PictureLikenessTests() => _project = new ProjectFolder(Path.Combine(_folder.Path, "pets"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatLooksAlikeIsNearestWhateverItsLabelAndIsLookedAtOnce()
    {
        Assert.SkipWhen(BoxedWeights.Path is null, "the package with the box's weights is not there");
        Write("cat/noise.png", Pictures.Noise(120, 90, 1));
        Write("dog/noise.png", Pictures.Noise(120, 90, 2));
        Write("cat/waves.png", Pictures.Waves(120, 90));
        Write("dog/waves.png", Pictures.Waves(110, 90));
        File.WriteAllText(_folder.Create("pets", "verified", "dog", "broken.jpg"), "none");
        await CountNetworkAsync();

        PictureLikeness made = await MakeAsync();

        Assert.Equal(4, made.Count);
        Assert.Equal("dog/noise.png", made.NearestTo("cat/noise.png", 2)[0].Name);
        Assert.Equal("cat/waves.png", made.NearestTo("dog/waves.png", 9)[0].Name);
        Assert.Equal(3, made.NearestTo("dog/waves.png", 9).Count);
        Assert.InRange(made.NearestTo("cat/noise.png", 1)[0].Likeness, 0.5, 1);
        Assert.Empty(made.NearestTo("../cat/noise.png", 9));

        File.Delete(Path.Combine(_project.Verified, "cat", "waves.png"));
        var told = new List<string>();
        PictureLikeness again = await MakeAsync(told);

        Assert.DoesNotContain("computing features", told);
        Assert.Equal(made.NearestTo("cat/noise.png", 1), again.NearestTo("cat/noise.png", 1));
        Assert.Equal((3, again.Key), (again.Count, PictureLikeness.Read(_project)!.Key));
        Assert.NotEqual(made.Key, again.Key);
    }

    [Fact]
    public void DamagedLikenessIsNone()
    {
        Assert.Null(PictureLikeness.Read(_project));
        File.WriteAllText(_folder.Create("pets", Path.GetFileName(_project.Likeness)), "none");

        Assert.Null(PictureLikeness.Read(_project));
    }

    [Fact]
    public void OnlyTheDirectionOfFeaturesCounts()
    {
        Assert.Equal([127, 64, 0, -127], PictureLikeness.ToRow([2, 1, 0, -2]).Select(feature => (int)feature));
        Assert.Equal([0, 0], PictureLikeness.ToRow([0, 0]).Select(feature => (int)feature));
    }

    private async Task<PictureLikeness> MakeAsync(List<string>? told = null) =>
        await PictureLikeness.MakeAsync(_project, told is null ? null : new Told(told), TestContext.Current.CancellationToken);

    /// <summary>The network is made and freed out of sight, and once here.</summary>
    private async Task CountNetworkAsync()
    {
        LabelledImages images = ImageFolder.Open(_project.Verified).LabelByFolder();
        using Learner like = LikenessReader.Open(await new TrainingRequest(_project.Verified).SettleAsync(stop: TestContext.Current.CancellationToken), images.Classes, images.Items);
        TensorLeakGuard.Count(like.Model, times: 2);
    }

    private void Write(string name, PixelImage picture) => File.WriteAllBytes(_folder.Create("pets", "verified", name.Split('/')[0], name.Split('/')[1]), ImageCodec.EncodePng(picture));

    private sealed class Told(List<string> stages) : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
            lock (stages)
                stages.Add(value.Stage);
        }
    }
}
