namespace Emblem.ModelFiles.PyTorch;

/// <summary>
/// Finds the weights in what a pickle holds: the dictionary itself, or one inside a checkpoint under the names that trainers use. What
/// lies beside them, an optimizer's state for example, is left alone.
/// </summary>
internal static class WeightsInCheckpoint
{
    private const int DeepestNesting = 4;

    /// <summary>Where checkpoints keep weights: timm and Lightning, fast.ai and others, many a tutorial.</summary>
    private static readonly string[] Nests = ["state_dict", "model", "model_state_dict"];

    /// <summary>What wrappers of a network put before all of its names: DataParallel, and torch.compile.</summary>
    private static readonly string[] Wrappers = ["module.", "_orig_mod."];

    /// <summary>Names and tensors, in the checkpoint's order.</summary>
    /// <exception cref="FormatFault">There are none.</exception>
    public static IReadOnlyList<(string Name, StridedTensor Tensor)> Find(object? root)
    {
        if (root is not PickleDictionary checkpoint)
            throw new FormatFault($"it holds {PickleCalls.Kind(root)}, where a dictionary of weights was expected", "Save model.state_dict().");
        List<(string Name, StridedTensor Tensor)>? found = FindNested(checkpoint, DeepestNesting);
        if (found is null)
        {
            string[] keys = [.. checkpoint.Items.Select(item => item.Key).OfType<string>().Take(5).Select(Quoted.Text)];
            throw new FormatFault(
                $"it holds no tensors under names, nor under {string.Join(", ", Nests.Select(Quoted.Text))}; "
                + $"it has the keys {(keys.Length == 0 ? "none" : string.Join(", ", keys))}",
                "Save model.state_dict().");
        }

        foreach (string wrapper in Wrappers)
        {
            if (found.All(item => item.Name.StartsWith(wrapper, StringComparison.Ordinal)))
                found = [.. found.Select(item => (item.Name[wrapper.Length..], item.Tensor))];
        }

        return found;
    }

    private static List<(string Name, StridedTensor Tensor)>? FindNested(PickleDictionary checkpoint, int depth)
    {
        foreach (string nest in depth > 0 ? Nests : [])
        {
            if (checkpoint.Find(nest) is PickleDictionary inner && FindNested(inner, depth - 1) is { } found)
                return found;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        List<(string Name, StridedTensor Tensor)> tensors =
            [.. checkpoint.Items.Where(item => item is (string, StridedTensor)).Select(item => ((string)item.Key!, (StridedTensor)item.Value!))];
        string? twice = tensors.Select(item => item.Name).FirstOrDefault(name => !names.Add(name));
        return twice is not null ? throw new FormatFault($"it names the tensor {Quoted.Text(twice)} twice")
            : tensors.Count > 0 ? tensors
            : null;
    }
}
