using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Emblem.IntegrationTests.Acquisition;

/// <summary>
/// A web server on the loopback addresses that behaves as the web does, by path. Counts requests. Over HTTP on IPv4 and IPv6, and over TLS
/// with HTTP/2 and a certificate of its own.
/// </summary>
public sealed class PictureServer : IAsyncDisposable, IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, int> _requests = new();
    private readonly ConcurrentQueue<string> _protocols = new();
    private readonly Dictionary<string, (int Now, int Peak)> _busy = [];
    private WebApplication? _web;
    private Uri[] _addresses = [];

    /// <summary>Waits so long before each answer.</summary>
    public TimeSpan Latency { get; set; }

    public string Address => At(0);

    public string Address6 => At(1);

    /// <summary>Another name for the first address.</summary>
    public string OtherHost => Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public string Secure => At(2);

    /// <summary>The protocol of each request, for example <c>HTTP/2</c>.</summary>
    public IReadOnlyCollection<string> Protocols => _protocols;

    public int Requests(string path) => _requests.GetValueOrDefault(path);

    public int AllRequests => _requests.Values.Sum();

    /// <summary>The most requests that were under way at once to one of the addresses.</summary>
    public int Peak(string address)
    {
        lock (_busy)
            return _busy.GetValueOrDefault(new Uri(address).Authority).Peak;
    }

    public static async Task<PictureServer> StartAsync()
    {
        var server = new PictureServer();
        await server.InitializeAsync();
        return server;
    }

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.Limits.MinResponseDataRate = null;
            options.Listen(IPAddress.Loopback, 0);
            options.Listen(IPAddress.IPv6Loopback, 0);
            options.Listen(IPAddress.Loopback, 0, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1AndHttp2;
                endpoint.UseHttps(Certificate());
            });
        });
        builder.Logging.ClearProviders();
        _web = builder.Build();
        _web.Run(AnswerAsync);
        await _web.StartAsync();
        _addresses = [.. _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await _web!.StopAsync(limit.Token);
        await _web.DisposeAsync();
    }

    private string At(int endpoint) => _addresses[endpoint].GetLeftPart(UriPartial.Authority);

    private async Task AnswerAsync(HttpContext context)
    {
        string target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        // As a proxy is asked, with the whole address.
        if (target.StartsWith("http://", StringComparison.Ordinal))
            target = new Uri(target).PathAndQuery;
        int count = _requests.AddOrUpdate(target, 1, (_, before) => before + 1);
        _protocols.Enqueue(context.Request.Protocol);
        string host = context.Request.Host.Value!;
        Count(host, 1);
        try
        {
            if (Latency > TimeSpan.Zero)
                await Task.Delay(Latency, context.RequestAborted);
            await PictureAnswers.SendAsync(context, target, count, this);
        }
        catch (OperationCanceledException)
        {
            // Whoever asked went away.
        }
        finally
        {
            Count(host, -1);
        }
    }

    private void Count(string host, int change)
    {
        lock (_busy)
        {
            (int now, int peak) = _busy.GetValueOrDefault(host);
            _busy[host] = (now + change, Math.Max(peak, now + change));
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(99));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
