using Emblem.Export;
using Emblem.Foundation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Emblem.Serving;

/// <summary>
/// A service of its own for one model: <c>POST /predict</c>, <c>GET /healthz</c>, <c>GET /metrics</c>, <c>GET /openapi/v1.json</c> and a page at <c>/</c>. Ends when disposed: open
/// requests are answered, new ones refused. Ctrl+C is the caller's business.
/// </summary>
public sealed class PredictionServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly TimeSpan _farewell;

    private PredictionServer(WebApplication web, TimeSpan farewell) => (_web, _farewell) = (web, farewell);

    /// <summary>Where it answers, for example <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address => new(_web.Urls.First());

    /// <summary>Starts to serve.</summary>
    /// <param name="predictor">What answers; the caller's, who disposes it after the server.</param>
    /// <param name="options">Where and how; the defaults when null.</param>
    /// <param name="log">Gets the service's log; nobody when null.</param>
    /// <param name="stop">Gives up starting.</param>
    /// <exception cref="EmblemException">The port is taken or not allowed, or other machines would reach it without a key.</exception>
    public static async Task<PredictionServer> StartAsync(
        Predictor predictor, ServingOptions? options = null, ILoggerProvider? log = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        options ??= new ServingOptions();
        options.RequireKey();
        WebApplication web = Build(predictor, options, log);
        try
        {
            await web.StartAsync(stop).ConfigureAwait(false);
            return new PredictionServer(web, options.Farewell);
        }
        catch (Exception fault) when (fault is IOException or System.Net.Sockets.SocketException)
        {
            await web.DisposeAsync().ConfigureAwait(false);
            throw new EmblemException($"{options.Address}:{options.Port} cannot be served on: {fault.Message} Give another port, or 0 for any free one.", fault);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(_farewell);
        await _web.StopAsync(limit.Token).ConfigureAwait(false);
        await _web.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Address}";

    private static WebApplication Build(Predictor predictor, ServingOptions options, ILoggerProvider? log)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBytes;
            kestrel.Listen(options.Address, options.Port);
        });
        if (log is not null)
            builder.Logging.AddProvider(log);
        builder.Services.AddRouting().AddMetrics().AddSingleton<IHostLifetime, CallersLifetime>();
        builder.Services.AddPrediction(options).AddOpenApi(document => document.AddDocumentTransformer((text, context, stop) =>
        {
            text.Info.Title = $"Emblem: {predictor.Architecture}, {predictor.Classes.Count} classes";
            return Task.CompletedTask;
        }));
        WebApplication web = builder.Build();
        web.UsePrediction(options);
        web.MapOpenApi();
        web.MapPrediction(predictor, options);
        web.MapMetrics(options);
        web.MapPage(options);
        return web;
    }

    /// <summary>The usual lifetime would listen for Ctrl+C by itself.</summary>
    private sealed class CallersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
