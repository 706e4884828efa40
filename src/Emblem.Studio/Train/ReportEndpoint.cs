using Emblem.Studio.Projects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Emblem.Studio.Train;

/// <summary>The report of a run, as the command wrote it. A run is looked up among those of the project, and nothing else of its folder is given.</summary>
internal static class ReportEndpoint
{
    // It has no script and asks for nothing; whatever else lies under its name gets nowhere either.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    /// <summary>Where it is.</summary>
    public static string AddressOf(string project, string run) => $"/projects/{Uri.EscapeDataString(project)}/runs/{Uri.EscapeDataString(run)}/report";

    extension(IEndpointRouteBuilder endpoints)
    {
        public void MapReports() => endpoints.MapGet("/projects/{project}/runs/{run}/report", (string project, string run, HttpContext context, StudioProjects projects) =>
        {
            if (projects.Open(project)?.Folder.Runs.FirstOrDefault(known => Path.GetFileName(known.Path) == run) is not { } folder || !File.Exists(folder.Report))
                return Results.NotFound();
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return Results.File(folder.Report, "text/html; charset=utf-8");
        });
    }
}
