using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Emblem.Studio.Safety;

/// <summary>
/// Stands before everything: answers only under this machine's own names (another name's owner could point it here), only its own pages (another site's could send
/// requests through the browser), and only browsers that were admitted.
/// </summary>
internal static class StudioGate
{
    private const string Cookie = "emblem-studio";
    private const string Loopback = "localhost";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'self'";

    extension(IApplicationBuilder web)
    {
        public void UseStudioGate(StudioOptions options, StudioTokens tokens) => web.Use(async (context, next) =>
        {
            AddHeaders(context.Response.Headers);
            if (Fault(context.Request, options) is { } fault)
                await RefuseAsync(context, StatusCodes.Status403Forbidden, fault).ConfigureAwait(false);
            else if (Admitted(context, tokens))
                await AnswerAsync(context, next).ConfigureAwait(false);
            else
                await AdmitAsync(context, tokens).ConfigureAwait(false);
        });
    }

    /// <summary>The page's own errors are sentences; of anything else nobody is told but the log.</summary>
    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException fault) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, fault.StatusCode, fault.StatusCode == StatusCodes.Status413PayloadTooLarge ? $"At most {UploadLimits.MaxBytes} bytes are taken at once." : "The request is torn.")
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
    }

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    private static string? Fault(HttpRequest request, StudioOptions options)
    {
        string host = request.Host.Host.Trim('[', ']');
        bool isOwn = host.Equals(Loopback, StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out IPAddress? address) && (IPAddress.IsLoopback(address) || address.Equals(options.Address)))
            || options.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase);
        if (!isOwn)
            return $"This page is not called '{host}'. Open it by the address that was printed.";
        string? origin = request.Headers.Origin;
        bool isForeign = origin is not null && !(Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) && from.Scheme == request.Scheme && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
        bool isSentByAnother = request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" && !IsVisit(request);
        return isForeign || isSentByAnother ? "Pages of other origins may not ask this one." : null;
    }

    /// <summary>A link that somebody follows to the page itself.</summary>
    private static bool IsVisit(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";

    private static bool Admitted(HttpContext context, StudioTokens tokens) =>
        !context.Request.Query.ContainsKey(StudioTokens.Query) && tokens.IsAdmitted(context.Request.Cookies[Name(context.Request)]);

    private static async Task AdmitAsync(HttpContext context, StudioTokens tokens)
    {
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Query[StudioTokens.Query].FirstOrDefault() is { } token && tokens.Admit(token) is { } secret)
        {
            context.Response.Cookies.Append(Name(context.Request), secret, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
            context.Response.Redirect("/");
        }
        else if (tokens.IsAdmitted(context.Request.Cookies[Name(context.Request)]) && HttpMethods.IsGet(context.Request.Method))
        {
            // The printed address, followed a second time in a browser that was admitted by it.
            context.Response.Redirect("/");
        }
        else
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "Open the page by the address that 'emblem studio' printed: it admits one browser, once. Start it again for a new one.").ConfigureAwait(false);
        }
    }

    // Cookies know no ports: two pages on one machine must not overwrite each other's.
    private static string Name(HttpRequest request) => $"{Cookie}-{request.Host.Port}";

    private static async Task RefuseAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(sentence).ConfigureAwait(false);
    }
}
