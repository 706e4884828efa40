using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace Emblem.Serving;

/// <summary>Adds to an ASP.NET Core application what stands before the model: the queue, the time limit, the key, and errors as sentences.</summary>
public static class ServingSetup
{
    internal const string Limit = "emblem";

    // What a client that was turned away waits: about what a few pictures take.
    private const int RetryAfterSeconds = 1;
    private const string Bearer = "Bearer ";

    extension(IServiceCollection services)
    {
        /// <summary>Adds the queue and the time limit; <see cref="UsePrediction"/> puts them to work.</summary>
        /// <param name="options">Its limits.</param>
        public IServiceCollection AddPrediction(ServingOptions options)
        {
            services.AddRateLimiter(limiter =>
            {
                limiter.AddConcurrencyLimiter(Limit, queue =>
                {
                    queue.PermitLimit = options.MaxAtOnce;
                    queue.QueueLimit = options.MaxWaiting;
                    queue.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
                });
                limiter.OnRejected = async (rejected, stop) => await BusyAsync(
                    rejected.HttpContext, $"{options.MaxAtOnce} requests are worked on and {options.MaxWaiting} wait. Try again a little later.").ConfigureAwait(false);
            });
            services.AddRequestTimeouts(timeouts => timeouts.AddPolicy(Limit, new RequestTimeoutPolicy
            {
                Timeout = options.Patience,
                WriteTimeoutResponse = context => BusyAsync(context, $"There was no answer within {options.Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds. Try again a little later."),
            }));
            return services;
        }
    }

    extension(IApplicationBuilder web)
    {
        /// <summary>Adds, in their order: errors as sentences, the key, who may ask from a page, the queue and the time limit.</summary>
        /// <param name="options">The key and the limits.</param>
        public IApplicationBuilder UsePrediction(ServingOptions options)
        {
            web.UseRouting();
            web.Use((context, next) => AnswerFaultsAsync(context, next));
            web.Use(async (context, next) =>
            {
                RequireOwnPage(context.Request);
                if (options.Key is { } key && context.GetEndpoint()?.Metadata.GetMetadata<RequiresKey>() is not null && !Shows(context.Request, key))
                    throw new RefusedRequestException(StatusCodes.Status401Unauthorized, "Show the service's key: Authorization: Bearer KEY.");
                await next(context).ConfigureAwait(false);
            });
            return web.UseRateLimiter().UseRequestTimeouts();
        }
    }

    private static async Task AnswerFaultsAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (RefusedRequestException refused)
        {
            await ProblemAsync(context, refused.Status, refused.Message).ConfigureAwait(false);
        }
        catch (BadHttpRequestException fault)
        {
            await ProblemAsync(context, fault.StatusCode, fault.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone, or the time limit has answered.
        }
        catch (ObjectDisposedException)
        {
            await BusyAsync(context, "The service is ending.").ConfigureAwait(false);
        }
    }

    /// <summary>A page of somebody else's, which a browser here shows, must not use the service.</summary>
    private static void RequireOwnPage(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        if (origin is not null && !(Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)))
            throw new RefusedRequestException(StatusCodes.Status403Forbidden, "Pages of other origins may not ask this service.");
    }

    private static bool Shows(HttpRequest request, string key)
    {
        string? authorization = request.Headers.Authorization;
        string shown = authorization?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true ? authorization[Bearer.Length..].Trim() : request.Headers["X-Api-Key"].ToString();

        // As long for a wrong first letter as for a wrong last one.
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    private static Task BusyAsync(HttpContext context, string sentence)
    {
        if (!context.Response.HasStarted)
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, sentence);
    }

    private static async Task ProblemAsync(HttpContext context, int status, string sentence)
    {
        if (context.Response.HasStarted)
            return;
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = Bearer.Trim();
        await context.Response.WriteAsJsonAsync(new { Title = sentence, Status = status }, ServingJson.Options, "application/problem+json").ConfigureAwait(false);
    }
}
