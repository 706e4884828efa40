using Emblem.Data;
using Emblem.Imaging;
using Emblem.Projects;
using Emblem.Studio.Projects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Emblem.Studio;

/// <summary>The pictures of the page. A name is looked up among those of the project, so no path is ever made of what a browser says.</summary>
internal static class PictureEndpoints
{
    private const string Grid = "grid";
    private const string Large = "large";

    /// <summary>Where a picture's small view is.</summary>
    public static string ThumbnailOf(string project, string picture) => Address(project, Grid, picture);

    /// <summary>Where it is to be looked at alone.</summary>
    public static string LargeOf(string project, string picture) => Address(project, Large, picture);

    extension(IEndpointRouteBuilder endpoints)
    {
        public void MapPictures()
        {
            endpoints.MapGet($"/projects/{{project}}/{Grid}", (string project, string picture, StudioProjects projects) => Read(projects, project, picture, PictureViews.GridSide));
            endpoints.MapGet($"/projects/{{project}}/{Large}", (string project, string picture, StudioProjects projects) => Read(projects, project, picture, PictureViews.LargeSide));
        }
    }

    private static IResult Read(StudioProjects projects, string project, string picture, int side)
    {
        if (projects.Open(project) is not { } open || open.Pictures.Find(picture) is not LabelledImage item)
            return Results.NotFound();
        try
        {
            return Results.Bytes(open.Views.Read(item.Path, side), PictureViews.MediaType);
        }
        catch (Exception fault) when (fault is ImageFileException or IOException or UnauthorizedAccessException)
        {
            return Results.NotFound();
        }
    }

    private static string Address(string project, string kind, string picture) => $"/projects/{Uri.EscapeDataString(project)}/{kind}?picture={Uri.EscapeDataString(picture)}";
}
