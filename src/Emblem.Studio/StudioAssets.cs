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
    private const string Script = "text/javascript; charset=utf-8";

    private static readonly (string Path, string File, string Type)[] Files =
    [
        ("/studio.css", "studio.css", "text/css; charset=utf-8"), ("/studio.js", "studio.js", Script), ("/collect.js", "collect.js", Script), ("/icon.svg", "icon.svg", "image/svg+xml"),
        ("/_framework/blazor.web.js", "blazor.web.js", Script),
    ];

    extension(IEndpointRouteBuilder endpoints)
    {
        public void MapAssets()
        {
            foreach ((string path, string file, string type) in Files)
            {
                byte[] bytes = Read(file);
                var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"");
                endpoints.MapGet(path, context =>
                {
                    context.Response.Headers.CacheControl = "no-cache";
                    return Results.Bytes(bytes, type, entityTag: tag).ExecuteAsync(context);
                });
            }
        }
    }

    private static byte[] Read(string file)
    {
        using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Emblem.Studio.Assets.{file}")
            ?? throw new InvalidOperationException($"The assembly lacks its file {file}.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
