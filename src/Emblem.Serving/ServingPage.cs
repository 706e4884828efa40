using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Emblem.Serving;

/// <summary>The page on which a person drops a picture; nothing of it comes from elsewhere.</summary>
internal static class ServingPage
{
    private const string Policy = "default-src 'none'; img-src 'self' blob: data:; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    private static readonly (string Path, string File, string Type)[] Files =
    [
        ("/", "serve.html", "text/html; charset=utf-8"), ("/serve.css", "serve.css", "text/css; charset=utf-8"), ("/serve.js", "serve.js", "text/javascript; charset=utf-8"),
    ];

    extension(IEndpointRouteBuilder endpoints)
    {
        public void MapPage(ServingOptions options)
        {
            foreach ((string path, string file, string type) in Files)
            {
                byte[] bytes = Read(file, options);
                endpoints.MapGet(path, context =>
                {
                    context.Response.ContentType = type;
                    context.Response.Headers.ContentSecurityPolicy = Policy;
                    context.Response.Headers.XContentTypeOptions = "nosniff";
                    return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
                }).ExcludeFromDescription();
            }
        }
    }

    private static byte[] Read(string file, ServingOptions options)
    {
        using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Emblem.Serving.Pages.{file}")
            ?? throw new InvalidOperationException($"The assembly lacks its page {file}.");
        using var reader = new StreamReader(resource);
        return System.Text.Encoding.UTF8.GetBytes(reader.ReadToEnd()
            .Replace("{{explains}}", options.Explain is null ? "no" : "yes", StringComparison.Ordinal)
            .Replace("{{key}}", options.Key is null ? "no" : "yes", StringComparison.Ordinal));
    }
}
