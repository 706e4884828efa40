#!/usr/bin/env dotnet
#:project ../src/Emblem/Emblem.csproj
// A whole run from C#, as 'emblem train' does it, on a folder with one subfolder of pictures a class; Ctrl+C stops it, and it can be gone on with:
// dotnet run samples/WholeRun.cs PICTURES RUN
using Emblem.Runs;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Cancel(); };
var request = new TrainingRequest(args[0]) { Out = args[1], Recipe = new() { NameOrFile = "head+finetune" }, ImageSize = 96 };
TrainingPlan plan = await request.SettleAsync(Console.WriteLine, stop.Token);
Action<RunEvent> table = TrainingTable.On(Console.Out);
TrainingResult done = await TrainingRun.ExecuteAsync(plan, Show, stop.Token);
Console.WriteLine(done);

void Show(RunEvent happened)
{
    if (happened is BatchTrained { Progress: var progress })
        Console.Error.Write($"\r{progress.Share:0%} done, {progress.Left:m\\:ss} left ");
    table(happened);
}
