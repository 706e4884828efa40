using System.Text.Json;
using Emblem.Export;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Emblem.Serving;

/// <summary>Reads the pictures out of a request: its body, the files of a form, or an address.</summary>
internal static class RequestPictures
{
    private const string Json = "application/json";
    private const string AnyBytes = "application/octet-stream";
    private const string Images = "image/";
    private const string Form = "multipart/form-data";

    // What curl calls every body that it is given with --data-binary and nothing more.
    private const string CurlBytes = "application/x-www-form-urlencoded";

    /// <summary>The pictures, and whether there may be several, so that a list is answered.</summary>
    /// <exception cref="RefusedRequestException">There are none, too many, or they come in another way.</exception>
    /// <exception cref="BadHttpRequestException">It is too large, or torn.</exception>
    public static async Task<(IReadOnlyList<(string Name, byte[] Bytes)> Pictures, bool IsList)> ReadAsync(HttpRequest request, ServingOptions options, CancellationToken stop)
    {
        string kind = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? given) ? given.MediaType.ToString() : "";
        if (kind.Equals(Form, StringComparison.OrdinalIgnoreCase))
            return (await ReadFormAsync(request, options, stop).ConfigureAwait(false), true);
        if (kind.Equals(Json, StringComparison.OrdinalIgnoreCase))
            return ([await FetchAsync(request, options, stop).ConfigureAwait(false)], false);
        if (kind.Length > 0 && kind is not (AnyBytes or CurlBytes) && !kind.StartsWith(Images, StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedRequestException(
                StatusCodes.Status415UnsupportedMediaType, $"Expected a picture's bytes ({Images}… or {AnyBytes}), a form with files ({Form}) or {Json}; got {kind}.");
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, stop).ConfigureAwait(false);
        return body.Length > 0 ? ([("", body.ToArray())], false)
            : throw new RefusedRequestException(StatusCodes.Status400BadRequest, "The request has no body. Send a picture's bytes, or a form with files.");
    }

    private static async Task<IReadOnlyList<(string Name, byte[] Bytes)>> ReadFormAsync(HttpRequest request, ServingOptions options, CancellationToken stop)
    {
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = options.MaxBytes }, stop).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new RefusedRequestException(StatusCodes.Status400BadRequest, $"The form cannot be read: {fault.Message}");
        }

        if (form.Files.Count == 0)
            throw new RefusedRequestException(StatusCodes.Status400BadRequest, $"The form holds no file. Send pictures as files of {Form}.");
        if (form.Files.Count > options.MaxPictures)
            throw new RefusedRequestException(StatusCodes.Status413PayloadTooLarge, $"The form holds {form.Files.Count} files; at most {options.MaxPictures} are answered at once.");
        var pictures = new List<(string, byte[])>();
        foreach (IFormFile file in form.Files)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, stop).ConfigureAwait(false);
            pictures.Add((file.FileName, bytes.ToArray()));
        }

        return pictures;
    }

    private static async Task<(string Name, byte[] Bytes)> FetchAsync(HttpRequest request, ServingOptions options, CancellationToken stop)
    {
        if (options.Fetch is not { } fetch)
            throw new RefusedRequestException(StatusCodes.Status403Forbidden, "This service fetches no addresses. Send the picture itself.");
        string? text;
        try
        {
            using JsonDocument json = await JsonDocument.ParseAsync(request.Body, default, stop).ConfigureAwait(false);
            text = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("url", out JsonElement url) && url.ValueKind == JsonValueKind.String ? url.GetString() : null;
        }
        catch (JsonException)
        {
            text = null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            throw new RefusedRequestException(StatusCodes.Status400BadRequest, "Expected {\"url\": \"https://…\"}.");
        try
        {
            return (address.OriginalString, await fetch(address, stop).ConfigureAwait(false));
        }
        catch (Foundation.EmblemException fault)
        {
            throw new RefusedRequestException(StatusCodes.Status422UnprocessableEntity, fault.Message);
        }
    }

    /// <summary>As the predictor takes it.</summary>
    public static PictureInput ToInput((string Name, byte[] Bytes) picture) => PictureInput.OfBytes(picture.Bytes, picture.Name);
}
