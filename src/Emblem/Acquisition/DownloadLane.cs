using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Emblem.Acquisition;

/// <summary>
/// The way to one host: so many requests at once, another try where that may help, and a circuit that spares everybody the wait for a host
/// that does not answer.
/// </summary>
internal sealed class DownloadLane : IDisposable
{
    // Long enough to see the faults of slow connections, which come one connect timeout apart.
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(60);

    private readonly string _host;
    private readonly SemaphoreSlim _total;
    private readonly SemaphoreSlim _own;
    private readonly ResiliencePipeline _circuit;

    /// <param name="host">With its port.</param>
    /// <param name="total">The gate of all hosts together; not owned.</param>
    /// <param name="options">Limits.</param>
    public DownloadLane(string host, SemaphoreSlim total, DownloadOptions options)
    {
        (_host, _total, _own) = (host, total, new SemaphoreSlim(options.ConcurrencyPerHost));
        _circuit = new ResiliencePipelineBuilder().AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<DownloadFault>(fault => fault.IsSilence),
            FailureRatio = 0.9,
            MinimumThroughput = options.HostFaults,
            SamplingDuration = Sampling,
            BreakDuration = options.HostBreak,
        }).Build();
        Attempts = Retries(options);
    }

    /// <summary>Wraps the whole of an attempt: redirects, headers, body to its last byte and the look at the content.</summary>
    public ResiliencePipeline Attempts { get; }

    /// <summary>
    /// Sends one request when both gates are open. The host's comes first, so those who wait for it take no place from others; the circuit
    /// comes last, so those who waited do not go to a host that fell silent meanwhile.
    /// </summary>
    /// <exception cref="DownloadFault">The circuit is open.</exception>
    public async Task<T> RunAsync<T>(DownloadBudget budget, Func<CancellationToken, Task<T>> work)
    {
        budget.Pause();
        await _own.WaitAsync(budget.Stop).ConfigureAwait(false);
        try
        {
            await _total.WaitAsync(budget.Stop).ConfigureAwait(false);
            try
            {
                budget.Resume();
                return await _circuit.ExecuteAsync(
                    async token => await work(token).ConfigureAwait(false), budget.Token).ConfigureAwait(false);
            }
            catch (BrokenCircuitException)
            {
                throw new DownloadFault($"left out: {_host} has stopped answering", retry: false);
            }
            finally
            {
                _total.Release();
            }
        }
        finally
        {
            _own.Release();
        }
    }

    public void Dispose() => _own.Dispose();

    /// <summary>Waits as long as the server asks, else twice as long each time with jitter.</summary>
    private static ResiliencePipeline Retries(DownloadOptions options) => options.Attempts < 2 ? ResiliencePipeline.Empty
        : new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<DownloadFault>(fault => fault.Retry),
            MaxRetryAttempts = options.Attempts - 1,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.RetryDelay,
            DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as DownloadFault)?.RetryAfter),
        }).Build();
}
