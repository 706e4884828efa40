using System.CommandLine;
using System.Text.Json;
using Emblem.Cli.Commands;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Runs;
using Emblem.Tests.Support;

namespace Emblem.Tests.Commands;

/// <summary>What a report says to type settles to the plan of the run that it reports.</summary>
public sealed class RepeatCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("--recipe finetune --size 96 --batch-size 5 --epochs 3 --unfrozen-epochs 7 --lr 0.01 --find --wd 0.1 --flip --balanced --ignore-exif --seed -9")]
    [InlineData("--test-fraction 0.1 --valid-fraction 0.3 --class-folder last --folds 3 --resize pad --resampling box --augment web --precision fp32 --device cpu")]
    [InlineData("--loss focal --class-weights balanced --mixup --metrics f1,accuracy --clip 1.5 --accumulate 2 --norms-per-rank --ema --early-stop --time-budget 5 --tensorboard")]
    [InlineData("--label-smoothing 0.2 --cutmix 0.7 --label-regex ([^/]+)_[0-9]+ --valid 'else where' --test there")]
    public async Task ItSettlesToTheSamePlan(string line)
    {
        TrainingPlan plan = await SettleAsync(["DIR", "--weights", "none", .. Split(line)]);
        plan.Recipe.Write(plan.Folder.Recipe);

        TrainingPlan again = await SettleAsync(RepeatCommand.Words(plan));

        Assert.Equal(Json(plan), Json(again));
        Assert.StartsWith("emblem train /", RepeatCommand.Of(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CorrectionsAndTablesOfLabelsGoAlong()
    {
        string table = _folder.Create("labels.csv");
        File.WriteAllText(table, "file,label,kind\n1.jpg,a,train\n");
        string decided = _folder.Create("decided.csv");
        new Corrections([new("1.jpg", "a") { Action = CorrectionAction.Keep }]).Write(decided);
        TrainingPlan plan = await SettleAsync(["DIR", "--weights", "none", "--labels", table, "--label-column", "2", "--corrections", decided]);
        plan.Recipe.Write(plan.Folder.Recipe);
        File.Copy(decided, plan.Folder.Corrections);

        TrainingPlan again = await SettleAsync(RepeatCommand.Words(plan));

        Assert.Equal((plan.Labels, plan.Corrections!.Sha256), (again.Labels, again.Corrections!.Sha256));
    }

    [Theory]
    [InlineData("/a/b-c_d.e", "/a/b-c_d.e")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("", "''")]
    [InlineData("$(x)", "'$(x)'")]
    public void WordsAreQuotedForAShell(string word, string expected) => Assert.Equal(expected, RepeatCommand.Quote(word));

    private async Task<TrainingPlan> SettleAsync(IReadOnlyList<string> words)
    {
        var data = new Argument<string>("DIR");
        var folder = new Option<string?>("--out");
        var command = new Command("train") { data, folder };
        RunArguments arguments = RunArguments.ForTraining().AddTo(command);
        ParseResult parsed = command.Parse([.. words]);
        Assert.True(parsed.Errors.Count == 0, string.Join("; ", parsed.Errors.Select(error => error.Message)));
        TrainingRequest request = arguments.Read(parsed, parsed.GetValue(data)!, _folder.Create("run")) with { Overwrite = true };
        return await request.SettleAsync(stop: TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Split(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(new List<string>(), (words, word) =>
        {
            if (words.Count > 0 && words[^1].StartsWith('\'') && !words[^1].EndsWith('\''))
                words[^1] += $" {word}";
            else
                words.Add(word);
            return words;
        }).Select(word => word.Trim('\''));

    private static string Json(TrainingPlan plan) => JsonSerializer.Serialize(plan, SnakeCaseJson.Indented);
}
