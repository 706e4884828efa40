namespace Emblem.ModelFiles.PyTorch;

/// <summary>
/// Finds the weights in what a pickle holds: the dictionary itself, or one inside a checkpoint under the names that trainers use. What
/// lies beside them, an optimizer's state for example, is left alone.
/// </summary>
internal static class WeightsInCheckpoint
{
    private const int DeepestNesting = 4;

    // Deeper than any trainer nests; and a walk must not write out what a pickle shares.
    private const int DeepestPlace = 8;
    private const int CostOfAVisit = 8;
    private const int CostOfAName = 48;

    /// <summary>Where checkpoints keep weights: timm and Lightning, fast.ai and others, many a tutorial.</summary>
    private static readonly string[] Nests = ["state_dict", "model", "model_state_dict"];

    /// <summary>What wrappers of a network put before all of its names: DataParallel, and torch.compile.</summary>
    private static readonly string[] Wrappers = ["module.", "_orig_mod."];

    /// <summary>Names and tensors of the weights, in the checkpoint's order; of a checkpoint that keeps them under another name, all there are.</summary>
    /// <exception cref="FormatFault">There are none.</exception>
    public static IReadOnlyList<(string Name, StridedTensor Tensor)> Find(object? root, ReadingBudget budget)
    {
        IReadOnlyList<(string Name, StridedTensor Tensor)> found =
            root is PickleDictionary checkpoint && FindNested(checkpoint, DeepestNesting) is { } nested ? nested : All(root, budget);
        foreach (string wrapper in Wrappers)
        {
            if (found.All(item => item.Name.StartsWith(wrapper, StringComparison.Ordinal)))
                found = [.. found.Select(item => (item.Name[wrapper.Length..], item.Tensor))];
        }

        return found;
    }

    /// <summary>Every tensor that lies under texts alone, by its place: the texts joined by dots, as a file without nesting would name it.</summary>
    /// <exception cref="FormatFault">There are none, two have one name, or walking through costs more than such a file should.</exception>
    public static IReadOnlyList<(string Name, StridedTensor Tensor)> All(object? root, ReadingBudget budget)
    {
        if (root is not PickleDictionary checkpoint)
            throw new FormatFault($"it holds {PickleCalls.Kind(root)}, where a dictionary of weights was expected", "Save model.state_dict().");
        var found = new List<(string Name, StridedTensor Tensor)>();
        Walk(checkpoint, "", DeepestPlace, found, budget);
        if (found.Count > 0)
            return Once(found);
        string[] keys = [.. checkpoint.Items.Select(item => item.Key).OfType<string>().Take(5).Select(Quoted.Text)];
        throw new FormatFault(
            $"it holds no tensors under names, nor under {string.Join(", ", Nests.Select(Quoted.Text))}; "
            + $"it has the keys {(keys.Length == 0 ? "none" : string.Join(", ", keys))}",
            "Save model.state_dict().");
    }

    private static void Walk(PickleDictionary place, string prefix, int depth, List<(string Name, StridedTensor Tensor)> found, ReadingBudget budget)
    {
        foreach ((object? key, object? value) in place.Items)
        {
            budget.Charge(CostOfAVisit);
            if (key is not string text || value is not (StridedTensor or PickleDictionary))
                continue;
            budget.Charge(CostOfAName + (sizeof(char) * ((long)prefix.Length + text.Length)));
            if (value is StridedTensor tensor)
                found.Add((prefix + text, tensor));
            else if (depth > 0)
                Walk((PickleDictionary)value, $"{prefix}{text}.", depth - 1, found, budget);
        }
    }

    private static List<(string Name, StridedTensor Tensor)>? FindNested(PickleDictionary checkpoint, int depth)
    {
        foreach (string nest in depth > 0 ? Nests : [])
        {
            if (checkpoint.Find(nest) is PickleDictionary inner && (FindNested(inner, depth - 1) ?? TensorsOf(inner)) is { } found)
                return found;
        }

        return null;
    }

    private static List<(string Name, StridedTensor Tensor)>? TensorsOf(PickleDictionary dictionary)
    {
        List<(string Name, StridedTensor Tensor)> tensors =
            [.. dictionary.Items.Where(item => item is (string, StridedTensor)).Select(item => ((string)item.Key!, (StridedTensor)item.Value!))];
        return tensors.Count > 0 ? Once(tensors) : null;
    }

    private static List<(string Name, StridedTensor Tensor)> Once(List<(string Name, StridedTensor Tensor)> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        string? twice = tensors.Select(item => item.Name).FirstOrDefault(name => !names.Add(name));
        return twice is null ? tensors : throw new FormatFault($"it names the tensor {Quoted.Text(twice)} twice");
    }
}
