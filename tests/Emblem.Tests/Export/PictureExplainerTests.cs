using Emblem.Data;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.Models;
using Emblem.Reporting;
using Emblem.Tests.Support;
using Emblem.Training;

namespace Emblem.Tests.Export;

/// <summary>Heatmaps of single pictures, from a model's file alone.</summary>
public sealed class PictureExplainerTests
{
    [Fact]
    public void TheFileExplainsAsTheLearnerDoes()
    {
        using var drawn = new DrawnClasses();
        string file = drawn.SaveModel("resnet18");
        using Learner learner = Learner.ForClassification(drawn.Data(), Architectures.Find("resnet18"), options: new LearnerOptions { Compute = PlainCompute.Plan });
        TensorLeakGuard.Count(learner.Model, times: 2);
        learner.Load(file);
        LabelledImage item = learner.Data!.Split.Validation[0];
        using PictureExplainer explainer = PictureExplainer.Open(file);

        foreach (string? ofClass in (string?[])[null, .. learner.Data.Classes])
        {
            PictureExplanation found = explainer.Explain(item.Path, ofClass, HeatmapDetail.Fine);

            Heatmap expected = learner.Explain(ofClass is null ? HeatmapTarget.Predicted : HeatmapTarget.Class(ofClass), [item], HeatmapDetail.Fine)[0];
            Assert.Equal((expected.Width, expected.Height), (found.Heatmap.Width, found.Heatmap.Height));
            foreach ((float one, float other) in expected.Values.Zip(found.Heatmap.Values))
                Assert.Equal(one, other, 1e-5 + (1e-4 * one));
            Assert.Equal(ofClass ?? found.Class, found.Class);
            Assert.Contains(found.Class, found.Caption, StringComparison.Ordinal);
            Assert.Equal(learner.Data.ViewPlain(item).Pixels, found.View.Pixels);
        }

        Assert.Contains("'cat'", Assert.Throws<EmblemException>(() => explainer.Explain(item.Path, "cat")).Message, StringComparison.Ordinal);
        Assert.Throws<ImageFileException>(() => explainer.Explain(new byte[20]));
        PixelImage drawing = ImageCodec.Decode(ExplanationPicture.Draw(explainer.Explain(item.Path)));
        Assert.InRange(drawing.Width, 384, 400);
        explainer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => explainer.Explain(item.Path));
    }
}
