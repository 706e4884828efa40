using Emblem.Acquisition;
using Emblem.Acquisition.Verification;
using Emblem.Compute;
using Emblem.Compute.Kernels;

namespace Emblem.Diagnosis;

/// <summary>Asks worker processes; one that a kernel ended is followed by another.</summary>
internal sealed class KernelTrials(WorkerCommand command, KernelAnswers answers, int threads) : IAsyncDisposable
{
    private WorkerProcess? _worker;

    /// <summary>Tries the ways of a convolution in their order until one is right.</summary>
    public async Task<SurveyedKernel> SurveyAsync(
        ConvolutionShape shape, NumericPrecision precision, MemoryLayout layout, KernelParts parts, CancellationToken stop)
    {
        IReadOnlyList<ConvolutionWay> ways = ConvolutionWay.For(shape, precision, layout);
        var faults = new List<string>();
        bool crashes = false;
        foreach (ConvolutionWay way in ways)
        {
            string? fault = KnownFault.Of(shape, way)?.Words;
            if (fault is null)
            {
                KernelAnswer answer = await AskAsync(shape, way, parts, stop).ConfigureAwait(false);
                crashes |= answer.Crashes;
                fault = answer.FaultOf(parts);
            }

            if (fault is null)
                return Found(way == ways[0] ? KernelState.Right : KernelState.Replaced, way == ways[0] ? null : way.ToString());
            faults.Add(fault);
        }

        return Found(KernelState.Wrong, null);

        SurveyedKernel Found(KernelState state, string? used) =>
            new(shape.ToString(), ways[0].ToString(), state, used, crashes, faults.FirstOrDefault()) { Networks = [], IsKnown = KnownFault.Of(shape, ways[0]) is not null };
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
            await _worker.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<KernelAnswer> AskAsync(ConvolutionShape shape, ConvolutionWay way, KernelParts parts, CancellationToken stop)
    {
        if (answers.Of(shape, way, threads) is { } known && (known.Crashes || (parts & ~(known.Right | known.Wrong)) == 0))
            return known;
        _worker ??= await WorkerProcess.StartAsync(command, KernelWorker.Greeting, stop).ConfigureAwait(false);
        WorkerAnswer said = await _worker.AskAsync(KernelJson.Write(new KernelTrialRequest(shape, way, threads, parts)), stop).ConfigureAwait(false);
        KernelAnswer? answer = said.Line is null ? null : KernelJson.ReadAnswer(said.Line);
        if (answer is null)
        {
            // Crashed, or as good as: it did not answer in its time or memory.
            await _worker.KillAsync().ConfigureAwait(false);
            await _worker.DisposeAsync().ConfigureAwait(false);
            _worker = null;
            stop.ThrowIfCancellationRequested();
            answer = new KernelAnswer(shape, way, threads, KernelParts.None, KernelParts.None) { Crashes = true };
        }

        answers.Add(answer);
        return answer;
    }
}
