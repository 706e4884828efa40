using System.Text.Json;
using Emblem.Export;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Emblem.Serving;

/// <summary>The endpoints that answer for pictures, to be mapped in any ASP.NET Core application.</summary>
public static class PredictionEndpoints
{
    internal const string PredictPath = "/predict";
    internal const string ExplainPath = "/explain";
    internal const string HealthPath = "/healthz";
    private const string ClassQuery = "class";

    // Percent-encoded: a header is ASCII, and classes are called as people like.
    private const string CaptionHeader = "Content-Description";

    extension(IEndpointRouteBuilder endpoints)
    {
        /// <summary>
        /// Maps <c>POST /predict</c>: a picture's bytes, or a form with files, and JSON as <c>emblem predict --jsonl</c> writes it: an object for a body, <c>{"predictions": […]}</c> for a
        /// form. A picture that cannot be read gets 422 with the reason; in a form its own line says so. <c>GET /healthz</c> says that the model answers. Needs
        /// <see cref="ServingSetup.AddPrediction"/> and <see cref="ServingSetup.UsePrediction"/>.
        /// </summary>
        /// <param name="predictor">What answers.</param>
        /// <param name="options">Its limits.</param>
        public IEndpointRouteBuilder MapPrediction(Predictor predictor, ServingOptions options)
        {
            ArgumentNullException.ThrowIfNull(predictor);
            endpoints.MapPost(PredictPath, (Delegate)((HttpContext context) => PredictAsync(context, predictor, options)))
                .WithSummary("Classifies pictures.")
                .WithDescription("A picture's bytes as the body, files of a form, or {\"url\": …} where the service fetches addresses.")
                .AddOpenApiOperationTransformer((operation, _, _) => Describe(operation, "image/*", "application/octet-stream", "multipart/form-data", "application/json"))
                .Produces<PredictionAnswer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
                .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
                .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
                .WithMetadata(new RequiresKey()).RequireRateLimiting(ServingSetup.Limit).WithRequestTimeout(ServingSetup.Limit);
            if (options.Explain is { } explain)
            {
                endpoints.MapPost(ExplainPath, (Delegate)((HttpContext context) => ExplainAsync(context, explain, options)))
                    .WithSummary("Draws where the model looks, as a PNG picture.").WithDescription($"For the class that the query's {ClassQuery} names, else the most probable one; {CaptionHeader} says in words what it shows.")
                    .AddOpenApiOperationTransformer((operation, _, _) => Describe(operation, "image/*", "application/octet-stream"))
                    .WithMetadata(new RequiresKey()).RequireRateLimiting(ServingSetup.Limit).WithRequestTimeout(ServingSetup.Limit);
            }

            endpoints.MapGet(HealthPath, () => Results.Json(new ModelHealth("ok", predictor.Architecture, predictor.Classes), ServingJson.Options))
                .WithSummary("Whether the model answers.").Produces<ModelHealth>().DisableRequestTimeout();
            return endpoints;
        }
    }

    /// <summary>What a body may be. Saying it as ASP.NET's own metadata would turn others away without a word.</summary>
    private static Task Describe(OpenApiOperation operation, params string[] kinds)
    {
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = kinds.ToDictionary(kind => kind, _ => new OpenApiMediaType()) };
        return Task.CompletedTask;
    }

    private static async Task PredictAsync(HttpContext context, Predictor predictor, ServingOptions options)
    {
        CancellationToken stop = context.RequestAborted;
        (IReadOnlyList<(string Name, byte[] Bytes)> pictures, bool isList) = await RequestPictures.ReadAsync(context.Request, options, stop).ConfigureAwait(false);
        Prediction[] answers = await Task.WhenAll(pictures.Select(picture => predictor.PredictAsync(RequestPictures.ToInput(picture), stop))).ConfigureAwait(false);
        if (!isList && answers[0] is { Label: null } unread)
            throw new RefusedRequestException(StatusCodes.Status422UnprocessableEntity, $"The picture cannot be read: {unread.Reason}.");
        context.Response.ContentType = "application/json";
        var json = new Utf8JsonWriter(context.Response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            if (!isList)
            {
                PredictionJson.Write(json, answers[0]);
            }
            else
            {
                json.WriteStartObject();
                json.WriteStartArray("predictions");
                foreach (Prediction answer in answers)
                    PredictionJson.Write(json, answer);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            await json.FlushAsync(stop).ConfigureAwait(false);
        }
    }

    private static async Task ExplainAsync(HttpContext context, Func<byte[], string?, CancellationToken, Task<ServedHeatmap>> explain, ServingOptions options)
    {
        (IReadOnlyList<(string Name, byte[] Bytes)> pictures, _) = await RequestPictures.ReadAsync(context.Request, options, context.RequestAborted).ConfigureAwait(false);
        ServedHeatmap heatmap;
        try
        {
            heatmap = await explain(pictures[0].Bytes, context.Request.Query[ClassQuery].FirstOrDefault(), context.RequestAborted).ConfigureAwait(false);
        }
        catch (Foundation.EmblemException fault)
        {
            throw new RefusedRequestException(StatusCodes.Status422UnprocessableEntity, fault.Message);
        }

        context.Response.ContentType = "image/png";
        context.Response.Headers[CaptionHeader] = Uri.EscapeDataString(heatmap.Caption);
        await context.Response.Body.WriteAsync(heatmap.Png, context.RequestAborted).ConfigureAwait(false);
    }
}

/// <summary>What <c>GET /healthz</c> answers.</summary>
/// <param name="Status"><c>ok</c>.</param>
/// <param name="Architecture">The network.</param>
/// <param name="Classes">In index order.</param>
internal sealed record ModelHealth(string Status, string Architecture, IReadOnlyList<string> Classes);

/// <summary>What <c>POST /predict</c> answers, for the OpenAPI document; <see cref="PredictionJson"/> writes it.</summary>
/// <param name="PictureFile">What the form called it.</param>
/// <param name="Prediction">The most probable class.</param>
/// <param name="Probabilities">By class.</param>
/// <param name="Reason">Why there is no answer, or none to go by; null when there is one.</param>
/// <param name="Novelty">How far the picture is from those that taught, as a share of what is too far; where the model knows.</param>
/// <param name="IsNeither">Whether it is probably neither of the classes; where the model knows.</param>
/// <param name="IsUnsure">Whether the model is not sure enough of it; where it does not always answer.</param>
internal sealed record PredictionAnswer(
    string PictureFile, string? Prediction, IReadOnlyDictionary<string, float> Probabilities, string? Reason, double? Novelty, bool? IsNeither, bool? IsUnsure);

/// <summary>Marks what callers need the key for.</summary>
internal sealed class RequiresKey;
