using Emblem.Studio.Projects;
using Microsoft.AspNetCore.Components;

namespace Emblem.Studio.Shell;

/// <summary>A page of one project: opens it by the name in the address, and draws itself anew when something in its folder changes.</summary>
public abstract class ProjectPage : ComponentBase, IDisposable
{
    /// <summary>The project's name, from the address.</summary>
    [Parameter] public string Name { get; set; } = "";

    [Inject] private protected StudioProjects Projects { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    /// <summary>Null until it is open.</summary>
    private protected StudioProject? Project { get; private set; }

    /// <summary>Another project's page may be the same component.</summary>
    protected override void OnParametersSet()
    {
        if (Project?.Folder.Name == Name)
            return;
        Leave();
        Project = Projects.Open(Name);
        if (Project is null)
        {
            Navigation.NavigateTo("");
            return;
        }

        Project.Changed += Redraw;
        Opened();
    }

    /// <summary>The project is another one now.</summary>
    protected virtual void Opened()
    {
    }

    /// <summary>Something in the project's folder is otherwise.</summary>
    protected virtual void FolderChanged()
    {
    }

    public virtual void Dispose()
    {
        Leave();
        GC.SuppressFinalize(this);
    }

    private void Redraw() => _ = InvokeAsync(() =>
    {
        FolderChanged();
        StateHasChanged();
    });

    private void Leave()
    {
        if (Project is not null)
            Project.Changed -= Redraw;
    }
}
