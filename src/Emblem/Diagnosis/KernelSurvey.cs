using Emblem.Acquisition;
using Emblem.Compute;
using Emblem.Compute.Kernels;
using Emblem.Foundation;

namespace Emblem.Diagnosis;

/// <summary>
/// Tries the convolutions of networks in a process of their own, as training and prediction would first meet them, so that what ends a process is
/// found too. The answers are this machine's from then on.
/// </summary>
public static class KernelSurvey
{
    // Of training, where each part is needed, and of a single picture's prediction.
    private static readonly (int Pictures, KernelParts Parts)[] Batches = [(16, KernelParts.All), (1, KernelParts.Forward)];

    /// <summary>Tries them.</summary>
    /// <param name="worker">The process: a program that calls <see cref="KernelWorker.Run"/>.</param>
    /// <param name="options">What to try; all of the catalogue when null, which takes minutes.</param>
    /// <param name="progress">Told of each convolution.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>; what is known by then is kept.</param>
    /// <exception cref="EmblemException">The natives are missing, or the worker does not start.</exception>
    public static async Task<KernelSurveyReport> RunAsync(
        WorkerCommand worker, KernelSurveyOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        options ??= new KernelSurveyOptions();
        NativeRuntime.EnsureLoaded();
        ILookup<ConvolutionShape, string> shapes = options.Networks
            .SelectMany(network => options.Sides.SelectMany(side => NetworkConvolutions.Of(network, side)).Distinct().Select(shape => (shape, network.Name)))
            .ToLookup(found => found.shape, found => found.Name);
        (ConvolutionShape Shape, KernelParts Parts, NumericPrecision Precision, MemoryLayout Layout)[] all =
        [
            .. from plan in options.SettledPlans
               from shape in shapes
               from batch in Batches
               select (shape.Key with { Pictures = batch.Pictures }, batch.Parts, plan.Precision, plan.Layout),
        ];

        KernelAnswers answers = KernelAnswers.OfThisMachine;
        answers.Clear();
        var trials = new KernelTrials(options.Limit(worker), answers, (ComputeOptions.OwnProcess with { Device = DeviceKind.Cpu }).Resolve().Threads);
        var found = new List<SurveyedKernel>(all.Length);
        await using (trials.ConfigureAwait(false))
        {
            foreach ((ConvolutionShape shape, KernelParts parts, NumericPrecision precision, MemoryLayout layout) in all)
            {
                SurveyedKernel kernel = await trials.SurveyAsync(shape, precision, layout, parts, stop).ConfigureAwait(false);
                found.Add(kernel with { Networks = [.. shapes[shape with { Pictures = 0 }]] });
                progress?.Report(new StepProgress("trying convolutions", found.Count, all.Length));
            }
        }

        return new KernelSurveyReport(found, options.Networks);
    }
}
