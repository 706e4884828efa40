using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>How a part of a file names what is below its prefix.</summary>
internal enum PartNames
{
    /// <summary>As the published checkpoints do.</summary>
    Published,

    /// <summary>A ResNet's children by their positions, as <c>nn.Sequential(*resnet.children())</c> has them.</summary>
    Positions,

    /// <summary>fast.ai's sequence of body and head.</summary>
    FastAi,
}

/// <summary>A network in a file: all names that begin with one prefix.</summary>
/// <param name="Prefix">Empty, or ending in a dot.</param>
/// <param name="Names">What follows it.</param>
internal sealed record WeightsPart(string Prefix, PartNames Names)
{
    /// <summary>Put before names outside of the part, where a wrapper may keep the classifier.</summary>
    public const string Outside = "../";

    private const string TopLevel = ".";

    /// <summary>Words in the names of what follows a network by averages, or is taught from: it stands beside the one that learned.</summary>
    private static readonly HashSet<string> Followers = new(
        ["ema", "swa", "avg", "average", "averaged", "shadow", "teacher", "momentum", "target", "k", "key"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Words in the names of an optimizer's numbers, which have the network's names and shapes and are not its weights.</summary>
    private static readonly HashSet<string> Optimizers = new(
        ["optimizer", "optimizers", "optim", "opt", "exp", "moment", "moments", "buffer", "grad", "grads", "gradients"], StringComparer.OrdinalIgnoreCase);

    /// <summary>As a person names it behind a <c>#</c>.</summary>
    public string Name => Prefix.Length == 0 ? TopLevel : Prefix[..^1];

    /// <summary>How many of its containers follow another network: of several the least is taken.</summary>
    public int Following => Segments.Count(segment => Words(segment).Any(Followers.Contains));

    /// <summary>The containers from the outermost.</summary>
    private string[] Segments => Prefix.Split('.', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a name is that of an optimizer's number.</summary>
    public static bool IsOptimizers(string name) => name.Split('.').Any(segment => Words(segment).Any(Optimizers.Contains));

    /// <summary>Whether a name of a view lies beside the part.</summary>
    public static bool IsOutside(string name) => name.StartsWith(Outside, StringComparison.Ordinal);

    /// <summary>A name of a view for people: what lies beside the part has the file's own.</summary>
    public static string Plain(string name) => IsOutside(name) ? name[Outside.Length..] : name;

    /// <summary>Whether a person who says this means it: the whole name, or some of its containers in a row.</summary>
    public bool IsCalled(string asked)
    {
        string[] wanted = asked.Split('.', StringSplitOptions.RemoveEmptyEntries);
        return asked == Name
            || (wanted.Length > 0 && Enumerable.Range(0, Math.Max(0, Segments.Length - wanted.Length + 1)).Any(at => Segments.Skip(at).Take(wanted.Length).SequenceEqual(wanted)));
    }

    /// <summary>
    /// The part under published names, and under <see cref="Outside"/> what lies beside it and belongs to no other part. An optimizer's numbers are left
    /// out. Closing the result closes the file.
    /// </summary>
    /// <exception cref="ModelFileException">Two tensors would get one name, or it is a fast.ai save of an unknown network.</exception>
    public WeightsFile View(WeightsFile whole, IEnumerable<WeightsPart> others)
    {
        string?[] apart = [.. others.Select(Branch)];
        WeightsFile view = whole.Entries.All(entry => Rename(entry.Name, apart) == entry.Name)
            ? whole
            : RenamedWeightsFile.Of(whole, name => Rename(name, apart));
        return Names == PartNames.FastAi ? FastAiNames.Translate(view) : view;
    }

    private static string[] Words(string segment) => segment.Split(['_', '-', ' ']);

    private string? Rename(string name, string?[] apart)
    {
        bool inside = name.StartsWith(Prefix, StringComparison.Ordinal);
        if (IsOptimizers(inside ? name[Prefix.Length..] : name)
            || apart.Any(branch => branch is null ? !inside : name.StartsWith(branch, StringComparison.Ordinal)))
        {
            return null;
        }

        return inside ? Published(name[Prefix.Length..]) : Names == PartNames.FastAi ? null : Outside + name;
    }

    private string Published(string below) => Names == PartNames.Positions ? FastAiNames.ResNetName(below) ?? below : below;

    /// <summary>What begins another part's names where they leave ours; null where ours lies within it, so that all around ours is its.</summary>
    private string? Branch(WeightsPart other)
    {
        string[] theirs = other.Segments;
        int shared = Segments.Zip(theirs).TakeWhile(pair => pair.First == pair.Second).Count();
        return shared == theirs.Length ? null : string.Concat(theirs.Take(shared + 1).Select(segment => $"{segment}."));
    }
}
