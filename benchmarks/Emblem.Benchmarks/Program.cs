using Emblem.Benchmarks;
using Emblem.Benchmarks.Answers;
using Emblem.Benchmarks.Ranked;

Benchmark[] all =
[
    new DownloadBenchmark(),
    new DuplicatesBenchmark(),
    new RanksBenchmark(),
    new BackdropsBenchmark(),
    new HashSearchBenchmark(),
    new PicturesBenchmark(),
    new LoaderBenchmark(),
    new TrainStepBenchmark(),
    new KernelChecksBenchmark(),
    new FrozenStepBenchmark(),
    new EpochBenchmark(),
    new OptimizerBenchmark(),
    new ChoicesBenchmark(),
    new FeaturesBenchmark(),
    new RecipesBenchmark(),
    new PrecisionBenchmark(),
    new TimeToAccuracyBenchmark(),
    new TransferBenchmark(),
    new PeersBenchmark(),
    new AnswersBenchmark(),
    new RanksTrainBenchmark(),
    new RankNormsBenchmark(),
];
if (args.Length > 0 && args[0] == TrainingSteps.Row)
{
    Console.WriteLine(TrainingSteps.RunRow(args[1..]));
    return 0;
}

if (args is [RankedSteps.Row, var steps])
{
    RankedSteps.RunRow(steps, Console.Out);
    return 0;
}

if (args is [WarmAnswers.Row, var model])
{
    Console.WriteLine(WarmAnswers.RunRow(model));
    return 0;
}

if (args.Length > 0 && all.FirstOrDefault(benchmark => benchmark.Name == args[0]) is { } chosen)
{
    await chosen.RunAsync(args[1..], Console.Out);
    return 0;
}

Console.WriteLine("Usage: dotnet run -c Release --project benchmarks/Emblem.Benchmarks -- NAME [ARGUMENTS]");
foreach (Benchmark benchmark in all)
    Console.WriteLine($"  {benchmark.Name,-20} {benchmark.Question}");
return args.Length == 0 ? 0 : 2;
