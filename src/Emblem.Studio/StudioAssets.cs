using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Emblem.Studio;

/// <summary>The files of the page itself, all of them in the assembly.</summary>
internal static class StudioAssets
{
    private const string Resources = "Emblem.Studio.Assets.";
    private const string Style = ".css";
    private const string BlazorScript = "blazor.web.js";

    private static readonly string[] Files = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Resources, StringComparison.Ordinal)).Select(name => name[Resources.Length..]).Order(StringComparer.Ordinal)];

    /// <summary>The style sheets: what all pages share first, then one a page.</summary>
    public static IEnumerable<string> Styles => Files.Where(name => name.EndsWith(Style, StringComparison.Ordinal)).OrderByDescending(name => name == "studio.css");

    extension(IEndpointRouteBuilder endpoints)
    {
        public void MapAssets()
        {
            foreach (string file in Files)
            {
                byte[] bytes = Read(file);
                string type = TypeOf(file);
                string path = file == BlazorScript ? $"/_framework/{file}" : $"/{file}";
                var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"");
                endpoints.MapGet(path, context =>
                {
                    context.Response.Headers.CacheControl = "no-cache";
                    return Results.Bytes(bytes, type, entityTag: tag).ExecuteAsync(context);
                });
            }
        }
    }

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        Style => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        string other => throw new InvalidOperationException($"No page has files of the kind {other}."),
    };

    private static byte[] Read(string file)
    {
        using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resources + file)
            ?? throw new InvalidOperationException($"The assembly lacks its file {file}.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
