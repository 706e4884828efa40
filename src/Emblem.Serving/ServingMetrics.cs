using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Prometheus;

namespace Emblem.Serving;

/// <summary>What .NET's meters measure, as Prometheus reads it: the predictor's, the web server's and the runtime's.</summary>
internal static class ServingMetrics
{
    private static readonly string[] Meters = ["Emblem", "Microsoft.AspNetCore.", "System.Runtime"];

    extension(IEndpointRouteBuilder endpoints)
    {
        public void MapMetrics(ServingOptions options)
        {
            CollectorRegistry registry = Metrics.NewCustomRegistry();
            IDisposable listening = MeterAdapter.StartListening(new MeterAdapterOptions
            {
                Registry = registry,
                MetricFactory = Metrics.WithCustomRegistry(registry),
                InstrumentFilterPredicate = instrument => Meters.Any(name => instrument.Meter.Name.StartsWith(name, StringComparison.Ordinal)),
            });
            endpoints.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(listening.Dispose);
            endpoints.MapGet("/metrics", async context =>
            {
                context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
                await registry.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
            }).WithMetadata(new RequiresKey()).WithSummary("Measures for Prometheus.");
        }
    }
}
