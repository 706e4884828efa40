namespace Emblem.Projects;

/// <summary>A picture that was added to a project.</summary>
/// <param name="Class">What it shows.</param>
/// <param name="File">Its file's name in the class's folder of <see cref="ProjectFolder.Downloaded"/>.</param>
public sealed record AddedPicture(string Class, string File)
{
    /// <summary>Whether it was not there before; taking out one that was would take somebody else's.</summary>
    public bool IsNew { get; init; } = true;

    /// <summary>Its path below <see cref="ProjectFolder.Downloaded"/>, with <c>/</c>.</summary>
    public string Name => $"{Class}/{File}";

    /// <inheritdoc/>
    public override string ToString() => Name;
}
