using Emblem.Foundation;
using Emblem.Studio.Collect;
using Emblem.Studio.Processes;
using Emblem.Studio.Projects;
using Emblem.Studio.Safety;
using Emblem.Studio.Shell;
using Emblem.Studio.Train;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Emblem.Studio;

/// <summary>The page on which a person takes projects from lists to a model. Ends when disposed; Ctrl+C is the caller's business.</summary>
public sealed class StudioServer : IAsyncDisposable
{
    // Events of the page, pictures that are dropped apart: these come as requests of their own.
    private const int LargestMessage = 256 * 1024;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly WebApplication _web;
    private readonly StudioTokens _tokens;

    private StudioServer(WebApplication web, StudioTokens tokens) => (_web, _tokens) = (web, tokens);

    /// <summary>Where it answers, for example <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address => new(_web.Urls.First());

    /// <summary>A new address with a token that opens the page once; the browser that used it goes on without.</summary>
    public Uri NewAddress() => new(Address, $"?{StudioTokens.Query}={_tokens.Issue()}");

    /// <summary>Starts to serve.</summary>
    /// <param name="options">What and where.</param>
    /// <param name="log">Gets the page's log; nobody when null.</param>
    /// <param name="stop">Gives up starting.</param>
    /// <exception cref="EmblemException">The port is taken or not allowed.</exception>
    public static async Task<StudioServer> StartAsync(StudioOptions options, ILoggerProvider? log = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var tokens = new StudioTokens(TimeProvider.System);
        WebApplication web = Build(options, tokens, log);
        try
        {
            await web.StartAsync(stop).ConfigureAwait(false);
            return new StudioServer(web, tokens);
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
        using var limit = new CancellationTokenSource(Farewell);
        await _web.StopAsync(limit.Token).ConfigureAwait(false);
        await _web.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Address}";

    private static WebApplication Build(StudioOptions options, StudioTokens tokens, ILoggerProvider? log)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = UploadLimits.MaxBytes;
            kestrel.Listen(options.Address, options.Port);
        });
        if (log is not null)
            builder.Logging.AddProvider(log).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddRouting().AddSingleton<IHostLifetime, CallersLifetime>();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessage);

        // What a browser was given holds as long as the server does: nothing is written to this machine for it.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "emblem-antiforgery");
        builder.Services.AddSingleton(options).AddSingleton(tokens).AddSingleton<StudioProjects>().AddSingleton<CollectJobs>().AddSingleton<Trainings>().AddSingleton<ServedModels>();
        WebApplication web = builder.Build();
        web.UseStudioGate(options, tokens);
        web.UseRouting();
        web.UseAntiforgery();
        web.MapAssets();
        web.MapPictures();
        web.MapModels();
        web.MapCollect();
        web.MapReports();

        // The gate's own policy says more than the framework's.
        web.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);
        return web;
    }

    /// <summary>The usual lifetime would listen for Ctrl+C by itself.</summary>
    private sealed class CallersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
