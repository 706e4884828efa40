using Emblem.Runs;
using Emblem.Studio.Projects;
using Emblem.Studio.Use;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Emblem.Studio;

/// <summary>Models to be taken away: of the project's runs, by their names, and of these the forms that there are.</summary>
internal static class ModelEndpoints
{
    /// <summary>Where a model is.</summary>
    public static string AddressOf(string project, RunFolder run, ModelForm form) =>
        $"/projects/{Uri.EscapeDataString(project)}/model?run={Uri.EscapeDataString(Path.GetFileName(run.Path))}&form={Uri.EscapeDataString(form.Extension)}";

    extension(IEndpointRouteBuilder endpoints)
    {
        public void MapModels() => endpoints.MapGet("/projects/{project}/model", (string project, string run, string form, StudioProjects projects) =>
        {
            RunFolder? found = projects.Open(project)?.Folder.Runs.FirstOrDefault(one => Path.GetFileName(one.Path) == run);
            return found is not null && ModelForm.All.FirstOrDefault(one => one.Extension == form) is { } asked && asked.IsMade(found)
                ? Results.File(asked.FileOf(found), "application/octet-stream", $"{project}-{run}{asked.Extension}")
                : Results.NotFound();
        });
    }
}
