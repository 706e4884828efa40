using System.Text.RegularExpressions;
using Emblem.Export;
using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Export;

/// <summary>What is written beside a model for whoever is to use it.</summary>
public sealed partial class ModelCardTests
{
    private static readonly string[] Odd = ["a|b", "# c", "d\ne", "*f* <g> `h`: \"i\" $j$", "\u2028"];

    private static ModelMetadata Model => new(
        "convnext_tiny",
        Odd,
        new Preprocessing(64, 48, ResizeMethod.Squish),
        new HeadDescription(HeadKind.Linear),
        new TrainingProvenance("imagenet, convnext_tiny.safetensors")
        {
            Fits = [new FitProvenance("logistic_regression", 0, 0, [], 3) { C = 0.01 }, new FitProvenance("one_cycle", 3, 2, [3e-5, 3e-4], 0)],
            Seed = 7,
            Pictures = new PictureProvenance([30, 20, 19, 50, 3], [8, 5, 5, 12, 1], 8, "abc123"),
        })
    {
        Answers = new AnswerRule(1.5, 0.7, 0.95, HeldOut.OutOfFold, 153),
        Novelty = new NoveltyRule(3, 0.4),
    };

    [Fact]
    public void ItTellsAllThatIsKnownAndHowSureThatIs()
    {
        string card = Card(isOptimistic: false).ToMarkdown();

        Assert.Contains("| test pictures | 4 of 5 | 0.800 | 0.376 to 0.964 |", card, StringComparison.Ordinal);
        Assert.Contains("timm convnext\\_tiny.in12k\\_ft\\_in1k", card, StringComparison.Ordinal);
        Assert.Contains($"licence {Architectures.Find("convnext_tiny").WeightsLicence}", card, StringComparison.Ordinal);
        Assert.Contains("`abc123`", card, StringComparison.Ordinal);
        Assert.Contains("64 x 48 pixels by squish", card, StringComparison.Ordinal);
        Assert.Contains("temperature of 1.5", card, StringComparison.Ordinal);
        Assert.Contains("below a probability of 0.700", card, StringComparison.Ordinal);
        Assert.Contains("cosine distance of 0.400", card, StringComparison.Ordinal);
        Assert.Contains("Fewer than 20 pictures taught (no name) (3), d e (19).", card, StringComparison.Ordinal);
        Assert.Contains("Predictor.Load(\"it's \\\"mine\\\".safetensors\")", card, StringComparison.Ordinal);
        Assert.Contains("emblem predict 'it'\\''s \"mine\".safetensors' picture.jpg", card, StringComparison.Ordinal);
        Assert.Contains("peak rates 3E-05, 3E-04", card, StringComparison.Ordinal);
        Assert.EndsWith("\n", card, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', card);
    }

    /// <summary>The hub reads the head as YAML, strictly: a score that flatters is none of its results.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheHeadIsPlainYaml(bool isOptimistic)
    {
        string[] lines = Card(isOptimistic).ToMarkdown().Split('\n');
        string[] head = [.. lines.Skip(1).TakeWhile(line => line != "---")];

        Assert.Equal("---", lines[0]);
        Assert.All(head, line => Assert.Matches(YamlLine(), line));
        Assert.Contains("license: other", head[0], StringComparison.Ordinal);
        Assert.Contains("base_model: \"timm/convnext_tiny.in12k_ft_in1k\"", head);
        Assert.Equal(isOptimistic ? 0 : 1, head.Count(line => line == "model-index:"));
        Assert.Equal(isOptimistic, string.Join('\n', lines).Contains("how well it does on new ones is not known", StringComparison.Ordinal));
    }

    /// <summary>Whatever classes are called, a table has its columns and nothing becomes markup.</summary>
    [Fact]
    public void NamesOfClassesAreText()
    {
        string[] rows = [.. Card(isOptimistic: false).ToMarkdown().Split('\n').Where(line => line.StartsWith('|'))];

        Assert.Contains(rows, row => row.StartsWith("| a\\|b | ", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.StartsWith("| \\# c | ", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.StartsWith("| d e | ", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.StartsWith("| \\*f\\* \\<g\\> \\`h\\`: \"i\" \\$j\\$ | ", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.StartsWith("| (no name) | ", StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Contains(Bar().Count(row), (int[])[4, 5, 6]));
    }

    [Fact]
    public void OfManyClassesTheWorstAreShown()
    {
        string[] classes = [.. Enumerable.Range(0, 300).Select(i => $"class{i:D3}")];
        float[] probabilities = [.. Enumerable.Range(0, 300 * 300).Select(i => i / 300 == i % 300 || (i / 300 == 7 && i % 300 == 8) ? 0.4f : 0.001f)];
        int[] labels = [.. Enumerable.Range(0, 300).Select(i => i == 7 ? 8 : i)];
        var scored = new ScoredBatch(300, probabilities, labels, new float[300]);
        ModelMetadata model = Model with { Classes = classes, Provenance = new TrainingProvenance("random"), Novelty = null, Answers = null };
        var card = new ModelCard(model) { Scores = [new CardScore("test pictures", ClassificationInterpretation.Of(classes, classes, scored))] };

        string text = card.ToMarkdown();

        Assert.InRange(text.Length, 2000, 20_000);
        Assert.Contains("and 250 more classes", text, StringComparison.Ordinal);
        Assert.Contains("| class008 | 2 |", text, StringComparison.Ordinal);
        Assert.Contains("nothing tells that it is none", text, StringComparison.Ordinal);
        Assert.DoesNotContain("make it again", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnExportedModelHasOneBesideIt()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner();

        learner.Export(drawn.Create("logo"));
        string first = File.ReadAllText(drawn.Create("logo.card.md"));
        learner.Export(drawn.Create("logo"), [new CardScore("validation pictures", learner.Interpret(0, 0), IsOptimistic: true)]);

        Assert.Contains("Nothing was measured", first, StringComparison.Ordinal);
        Assert.Contains("emblem predict logo.safetensors", first, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetDirectoryName(drawn.Folder)!, first, StringComparison.Ordinal);
        Assert.Contains("| validation pictures | ", File.ReadAllText(ModelCard.PathFor(drawn.Create("logo"))), StringComparison.Ordinal);
    }

    // A mark, a list item with or without a key, a key with a plain word, a quoted string or nothing; a remark at the end.
    [GeneratedRegex("^ *(- )?([a-z_-]+:)?( ?(\"(\\\\[\"\\\\]|\\\\u[0-9a-f]{4}|[^\"\\\\])*\"|[A-Za-z0-9][A-Za-z0-9._-]*))?( # [A-Za-z0-9:, ]+)?$")]
    private static partial Regex YamlLine();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    private static ModelCard Card(bool isOptimistic)
    {
        int[] labels = [0, 1, 2, 3, 4];
        float[] probabilities = [.. labels.SelectMany(label => Enumerable.Range(0, 5).Select(i => i == (label == 4 ? 0 : label) ? 0.6f : 0.1f))];
        var scored = new ScoredBatch(5, probabilities, labels, [0.5f, 0.5f, 0.5f, 0.5f, 2.3f]);
        return new ModelCard(Model)
        {
            FileName = "it's \"mine\".safetensors",
            Scores = [new CardScore("test pictures", ClassificationInterpretation.Of(Odd, ["1", "2", "3", "4", "5"], scored), isOptimistic)],
            Command = "emblem train PICTURES --seed 7 --out RUN",
        };
    }
}
