using System.Text.Json;
using Emblem.Foundation;

namespace Emblem.Projects;

/// <summary>How a project collects, as it was last asked for: <c>collect.json</c> in its folder.</summary>
public sealed record CollectSettings
{
    private const string FileName = "collect.json";

    /// <summary>So many addresses of each class, from its list's beginning; 200 by default.</summary>
    public int Limit { get; init; } = GatheringRequest.StandardLimit;

    /// <summary>Takes the good ones of a class though most of its files are no good; off by default. Kept, or the next run would let go of them again.</summary>
    public bool Force { get; init; }

    /// <summary>Those of a project; the usual ones where nothing was asked for.</summary>
    /// <exception cref="EmblemException">The file is there and does not hold any.</exception>
    public static CollectSettings Read(ProjectFolder project)
    {
        string path = PathOf(project);
        try
        {
            return JsonSerializer.Deserialize<CollectSettings>(File.ReadAllBytes(path), SnakeCaseJson.Options) is { Limit: > 0 } read
                ? read
                : throw new EmblemException($"{path} has a limit below 1. Delete it to begin anew.");
        }
        catch (FileNotFoundException)
        {
            return new CollectSettings();
        }
        catch (JsonException fault)
        {
            throw new EmblemException($"{path} does not say how to collect: {fault.Message} Delete it to begin anew.", fault);
        }
    }

    /// <summary>Keeps them.</summary>
    public void Write(ProjectFolder project) => AtomicFile.WriteBytes(PathOf(project), JsonSerializer.SerializeToUtf8Bytes(this, SnakeCaseJson.Indented));

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    private static string PathOf(ProjectFolder project) => Path.Combine(project.Path, FileName);
}
