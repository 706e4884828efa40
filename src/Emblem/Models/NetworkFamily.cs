namespace Emblem.Models;

/// <summary>What the networks of one family call the children of their bodies: by these a network is known wherever a file has it.</summary>
/// <param name="Children">Names of the state dictionary up to the first dot.</param>
/// <param name="Enough">So many below one prefix are a network and no block of one.</param>
/// <param name="Networks">What the names of its architectures begin with.</param>
internal sealed record NetworkFamily(IReadOnlyList<string> Children, int Enough, params IReadOnlyList<string> Networks)
{
    /// <summary>All that <see cref="Architectures"/> has.</summary>
    public static IReadOnlyList<NetworkFamily> All { get; } =
    [
        new(["conv1", "bn1", "layer1", "layer2", "layer3", "layer4"], 4, "resne", "wide_resnet"),
        new(["conv_stem", "bn1", "blocks", "conv_head", "bn2"], 3, "tf_efficientnet", "mobilenet"),
        new(["stem", "stages"], 2, "convnext"),
    ];

    /// <summary>A ResNet whose children became positions in a sequence: activation and pooling take 2 and 3.</summary>
    public static NetworkFamily Positions { get; } = new(["0", "1", "4", "5", "6", "7"], 6);

    /// <summary>The place of a child in the list, or -1.</summary>
    public int IndexOf(string child)
    {
        for (int i = 0; i < Children.Count; i++)
        {
            if (Children[i] == child)
                return i;
        }

        return -1;
    }

    /// <summary>Whether a name is that of a child or of what lies below it.</summary>
    public bool Has(string name) => IndexOf(name.Split('.', 2)[0]) >= 0;

    /// <summary>Whether an architecture is of this family.</summary>
    public bool Has(Architecture architecture) => Networks.Any(start => architecture.Name.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Whether a name belongs to the body of any family.</summary>
    public static bool IsInBody(string name) => All.Any(family => family.Has(name));

    /// <summary>The family most of whose children are among names; null where there are none of any.</summary>
    public static NetworkFamily? Of(IReadOnlyCollection<string> names)
    {
        HashSet<string> first = [.. names.Select(name => name.Split('.', 2)[0])];
        return All.Where(family => family.Children.Any(first.Contains)).MaxBy(family => family.Children.Count(first.Contains));
    }
}
