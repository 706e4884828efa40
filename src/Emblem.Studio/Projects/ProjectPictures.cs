using Emblem.Data;
using Emblem.Foundation;
using Emblem.Projects;

namespace Emblem.Studio.Projects;

/// <summary>The verified pictures of a project. Only what is on this list is ever read for a browser.</summary>
internal sealed class ProjectPictures
{
    private readonly Dictionary<string, LabelledImage> _byName;

    private ProjectPictures(IReadOnlyList<string> classes, IReadOnlyList<LabelledImage> items, string? fault)
    {
        (Classes, Items, Fault) = (classes, items, fault);
        _byName = items.ToDictionary(item => item.Name, StringComparer.Ordinal);
    }

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<LabelledImage> Items { get; }

    /// <summary>Both.</summary>
    public LabelledImages Labelled => new(Classes, Items);

    /// <summary>Why there are none; null where there is nothing to say.</summary>
    public string? Fault { get; }

    /// <summary>The picture of a name; null for any other text.</summary>
    public LabelledImage? Find(string name) => _byName.GetValueOrDefault(name);

    public static ProjectPictures Read(ProjectFolder folder)
    {
        if (!Directory.Exists(folder.Verified))
            return new ProjectPictures([], [], null);
        try
        {
            LabelledImages labelled = ImageFolder.Open(folder.Verified).LabelByFolder();
            return new ProjectPictures(labelled.Classes, labelled.Items, null);
        }
        catch (EmblemException fault)
        {
            return new ProjectPictures([], [], fault.Message);
        }
    }
}
