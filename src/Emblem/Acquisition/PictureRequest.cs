using System.Net;
using System.Net.Http.Headers;
using Emblem.Imaging;

namespace Emblem.Acquisition;

/// <summary>One attempt at one picture: redirects, headers, body to its last byte, and a look at what the bytes are.</summary>
internal sealed class PictureRequest(HttpClient http, DownloadOptions options, DownloadLanes lanes)
{
    private readonly DownloadBody _body = new(options);
    private readonly string _agent = DownloadAgent.Of(options);

    /// <summary>Fetches into the order's temporary file.</summary>
    /// <param name="order">What is fetched.</param>
    /// <param name="address">Where to begin: the order's own address, or what that may have meant.</param>
    /// <param name="trace">Told how far it came.</param>
    /// <param name="budget">How long it may take.</param>
    /// <exception cref="DownloadFault">No picture came of it; nothing is left behind.</exception>
    public async Task<FetchedPicture> FetchAsync(PictureOrder order, Uri address, DownloadTrace trace, DownloadBudget budget)
    {
        var route = new DownloadRoute(address, options.MaxRedirects);
        FetchedPicture? picture = null;
        bool begun = false;
        while (picture is null)
        {
            if (!options.AllowPrivate && !(route.Address.IsFile && order.Entry.Folder is not null))
                await CheckedConnection.RequirePublicAsync(route.Address, budget.Token).ConfigureAwait(false);
            picture = await lanes.For(route.Address).RunAsync(budget, token =>
            {
                if (!begun)
                    trace.Begin();
                begun = true;
                return AskAsync(order, route, trace, token);
            }).ConfigureAwait(false);
        }

        return picture;
    }

    /// <summary>One request. Null when it led elsewhere.</summary>
    private async Task<FetchedPicture?> AskAsync(PictureOrder order, DownloadRoute route, DownloadTrace trace, CancellationToken stop)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bool answered = false;
        try
        {
            // A new connection may take its own time before the first byte can come.
            idle.CancelAfter(options.ConnectTimeout + options.IdleTimeout);
            using HttpResponseMessage response = await SendAsync(order, route.Address, idle.Token).ConfigureAwait(false);
            trace.Answered(route.Address, response);
            answered = true;
            if (DownloadRoute.IsRedirect(response.StatusCode))
            {
                route.Follow(response);
                return null;
            }

            if (response.StatusCode == HttpStatusCode.NotModified && order.Known is not null)
                return FetchedPicture.Unchanged;
            RequireSuccess(response);
            return await SaveAsync(order, response, idle, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException fault) when (!stop.IsCancellationRequested)
        {
            throw fault.InnerException is TimeoutException
                ? new DownloadFault($"no connection within {Seconds(options.ConnectTimeout)}", retry: true, fault) { IsSilence = true }
                : new DownloadFault($"nothing arrived for {Seconds(options.IdleTimeout)}", retry: true, fault) { IsSilence = !answered };
        }
    }

    private async Task<HttpResponseMessage> SendAsync(PictureOrder order, Uri address, CancellationToken stop)
    {
        if (address.IsFile)
            return LocalFile.Open(address, order.Entry.Folder);
        using var request = new HttpRequestMessage(HttpMethod.Get, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", _agent);
        request.Headers.TryAddWithoutValidation("Accept", "image/avif,image/webp,image/png,image/jpeg,image/*;q=0.8,*/*;q=0.5");
        if (order.Known is { ETag.Length: > 0 })
            request.Headers.TryAddWithoutValidation("If-None-Match", order.Known.ETag);
        if (order.Known is { LastModified.Length: > 0 })
            request.Headers.TryAddWithoutValidation("If-Modified-Since", order.Known.LastModified);
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
        }
        catch (HttpRequestException fault)
        {
            throw DownloadReasons.OfSending(fault);
        }
    }

    private void RequireSuccess(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            bool retry = (int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
            throw new DownloadFault(Named(response.StatusCode), retry) { RetryAfter = Wait(response.Headers.RetryAfter) };
        }

        if (response.Content.Headers.ContentLength > options.MaxBytes)
            throw new DownloadFault($"{response.Content.Headers.ContentLength} bytes are over the limit of {options.MaxBytes}", retry: false);
    }

    private async Task<FetchedPicture> SaveAsync(
        PictureOrder order, HttpResponseMessage response, CancellationTokenSource idle, CancellationToken stop)
    {
        bool whole = false;
        try
        {
            Stream body = await response.Content.ReadAsStreamAsync(idle.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                (long length, string hash) = await _body.SaveAsync(body, order.Temporary, idle).ConfigureAwait(false);
                ImageHeader header = await _body.IdentifyAsync(order.Temporary, stop).ConfigureAwait(false);
                whole = true;
                return new FetchedPicture(header, length, hash, Validators.Of(response));
            }
        }
        finally
        {
            if (!whole)
                File.Delete(order.Temporary);
        }
    }

    private static TimeSpan? Wait(RetryConditionHeaderValue? header)
    {
        TimeSpan? wait = header?.Delta ?? (header?.Date is { } date ? date - TimeProvider.System.GetUtcNow() : null);
        return wait > TimeSpan.Zero ? wait : null;
    }

    /// <summary>The status in the standard's words: a server's own are not to be trusted in a table, and HTTP/2 has none.</summary>
    private static string Named(HttpStatusCode status)
    {
        using var plain = new HttpResponseMessage(status);
        return $"{(int)status} {plain.ReasonPhrase}".TrimEnd();
    }

    private static string Seconds(TimeSpan time) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
