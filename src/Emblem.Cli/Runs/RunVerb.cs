using Emblem.Cli.Terminal;
using Emblem.Compute;
using Emblem.Foundation;
using Emblem.Runs;

namespace Emblem.Cli.Runs;

/// <summary>Runs a training and shows it: what every verb that trains does.</summary>
internal static class RunVerb
{
    /// <summary>Settles what was asked, says what it came to, and trains.</summary>
    public static Task<TrainingResult> TrainAsync(TrainingRequest request, CommandOutput output, CancellationToken stop) =>
        ShowAsync(new RunFolder(request.Out ?? RunFolder.UsualName), printer => request.SettleAsync(printer.On, stop), output, stop);

    /// <summary>Settles what was asked and says what training would do.</summary>
    public static Task<TrainingPreview> PreviewAsync(TrainingRequest request, CommandOutput output, CancellationToken stop) =>
        output.ProgressAsync(RunPrinter.Name, async bar =>
        {
            var printer = new RunPrinter(output, bar);
            TrainingPlan plan = await request.SettleAsync(printer.On, stop);
            Say(plan, output);
            TrainingPreview found = await TrainingRun.PreviewAsync(plan, printer.On, stop);
            output.Line($"Steps: {string.Join(", ", found.Stages)}{(found.Folds == 0 ? "" : $"; then {found.Folds} more trainings for the cross-validation")}");
            printer.Finish();
            return found;
        });

    /// <summary>Goes on with an interrupted run.</summary>
    public static Task<TrainingResult> ResumeAsync(RunFolder folder, Func<TrainingPlan, TrainingPlan> change, CommandOutput output, CancellationToken stop) =>
        ShowAsync(folder, async printer => change(Own(await TrainingPlan.ReadAsync(folder, printer.On, stop, RankSession.Ranks))), output, stop);

    /// <summary>A plan that was read, for this process: the command has it to itself, and knows its user's cache.</summary>
    public static TrainingPlan Own(TrainingPlan read) => read with
    {
        Compute = read.Compute with
        {
            TensorMemory = ComputeOptions.OwnProcess.TensorMemory,

            // Among others it depends on how many are here now.
            Threads = RankSession.Ranks is { } ranks ? ComputeOptions.OwnProcessAmong(ranks).Threads!.Value : read.Compute.Threads,
        },
        KeepsThumbnails = true,
    };

    private static async Task<TrainingResult> ShowAsync(RunFolder given, Func<RunPrinter, Task<TrainingPlan>> settle, CommandOutput output, CancellationToken stop)
    {
        TrainingPlan? plan = null;
        try
        {
            TrainingResult result = await output.ProgressAsync(RunPrinter.Name, async bar =>
            {
                var printer = new RunPrinter(output, bar);
                plan = await settle(printer);
                Say(plan, output);
                using CancellationTokenRegistration leaving = RankSession.OnLeaving(stop, given);
                TrainingResult done = await TrainingRun.ExecuteAsync(plan, printer.On, stop);
                printer.Finish();
                return done;
            });
            if (result.CrossValidation is { } folds)
                FoldsReport.Of(folds).Print(output);
            return result;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && plan?.Folder is { HasBegun: true, IsFinished: false })
        {
            output.Line($"Go on from here with: emblem train --resume {plan.Folder.Path}");
            throw;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException && plan?.Folder is { HasBegun: true, IsFinished: false })
        {
            throw new EmblemException($"{fault.Message} What was trained before is kept; when files can be written again: emblem train --resume {plan.Folder.Path}", fault);
        }
    }

    private static void Say(TrainingPlan plan, CommandOutput output)
    {
        output.Line($"Training on {plan.Data} (seed {plan.Seed}), recipe {plan.Recipe.Name}");
        output.Line($"Computing on {plan.Compute}.");
        if (plan.Ranks is { } ranks)
            output.Line($"Together with {ranks.Count - 1} more processes, on {string.Join(", ", ranks.Hosts.Distinct())} ({ranks.Library}); {plan.BatchSize} pictures in a batch of all.");
    }
}
