using Emblem.Foundation;
using Emblem.Projects;
using Emblem.Studio.Projects;
using Emblem.Studio.Safety;
using Emblem.Studio.Words;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Emblem.Studio.Collect;

/// <summary>
/// What a browser sends: lists and pictures, each a request of its own whose body is the file. A message of the page could hold neither. Each needs the token of this
/// page against forged requests, and no path is made of what it says.
/// </summary>
internal static class CollectEndpoints
{
    private const string Lists = "lists";
    private const string Pictures = "pictures";
    private const int LongestList = 5_000_000;

    /// <summary>Where a page gets its token.</summary>
    public const string TokenAddress = "/upload-token";

    /// <summary>Where lists of a project are sent to.</summary>
    public static string ListsOf(string project) => $"/projects/{Uri.EscapeDataString(project)}/{Lists}";

    /// <summary>Where pictures of a project are sent to.</summary>
    public static string PicturesOf(string project) => $"/projects/{Uri.EscapeDataString(project)}/{Pictures}";

    extension(IEndpointRouteBuilder endpoints)
    {
        public void MapCollect()
        {
            endpoints.MapGet(TokenAddress, (HttpContext context, IAntiforgery antiforgery) =>
            {
                // It says so itself, and complains where somebody has.
                context.Response.Headers.Remove(HeaderNames.CacheControl);
                return Results.Text(antiforgery.GetAndStoreTokens(context).RequestToken);
            });
            endpoints.MapPost(
                $"/projects/{{project}}/{Lists}",
                (HttpContext context, string project, string? name, StudioProjects projects, IAntiforgery antiforgery) =>
                    TakeAsync(context, antiforgery, projects.Open(project), open => AddListAsync(context.Request, open, name)));
            endpoints.MapPost(
                $"/projects/{{project}}/{Pictures}",
                (HttpContext context, string project, string? name, string? file, StudioProjects projects, IAntiforgery antiforgery) =>
                    TakeAsync(context, antiforgery, projects.Open(project), open => AddPictureAsync(context.Request, open, name, file)));
        }
    }

    private static async Task<IResult> TakeAsync(HttpContext context, IAntiforgery antiforgery, StudioProject? project, Func<ProjectFolder, Task<string>> take)
    {
        if (!await antiforgery.IsRequestValidAsync(context).ConfigureAwait(false))
            return Results.Text(CollectWords.Forged, statusCode: StatusCodes.Status400BadRequest);
        if (project is null)
            return Results.NotFound();
        try
        {
            return Results.Text(await take(project.Folder).ConfigureAwait(false));
        }
        catch (EmblemException fault)
        {
            return Results.Text(fault.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static async Task<string> AddListAsync(HttpRequest request, ProjectFolder project, string? name)
    {
        if (request.ContentLength is not <= LongestList)
            throw new EmblemException(Text.Of(CollectWords.LongList, LongestList));
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted).ConfigureAwait(false);
        IReadOnlyList<ClassList> added = ProjectLists.Add(project, name, body.ToArray());
        return string.Join(' ', added.Select(list => Text.Of(CollectWords.ListTaken, list.Urls.Entries.Count, list.Class) + LeftOut(list)));
    }

    private static string LeftOut(ClassList list) => list.Urls.Problems is [{ } first, ..]
        ? $" {Text.Of(CollectWords.LinesLeftOut, list.Urls.Problems.Count, first.Line, first.Reason)}"
        : "";

    private static async Task<string> AddPictureAsync(HttpRequest request, ProjectFolder project, string? name, string? file) =>
        (await new AddedPictures(project) { MaxBytes = UploadLimits.MaxBytes }.AddAsync(name ?? "", file ?? "", request.Body, request.HttpContext.RequestAborted).ConfigureAwait(false)).File;
}
