namespace Emblem.Runs;

/// <summary>Which pictures a run is looked at again with.</summary>
public sealed record JudgedPictures
{
    private JudgedPictures(string name, string words) => (Name, Words) = (name, words);

    /// <summary>The run's validation pictures.</summary>
    public static JudgedPictures Validation { get; } = new("validation", "the validation pictures");

    /// <summary>Those that it set aside for testing.</summary>
    public static JudgedPictures Test { get; } = new("test", "the test pictures");

    /// <summary>All that its cross-validation held out, with the answers of then: nothing is computed, and the pictures need not be there any more.</summary>
    public static JudgedPictures Folds { get; } = new("folds", "the pictures of the cross-validation");

    /// <summary>Those of another folder, labelled as the run's own are: by their folders' names, its table or its pattern.</summary>
    /// <param name="folder">Searched with its subfolders.</param>
    /// <exception cref="ArgumentException">No name.</exception>
    public static JudgedPictures In(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new JudgedPictures(folder, $"the pictures in {folder}") { Folder = folder };
    }

    /// <summary><c>validation</c>, <c>test</c>, <c>folds</c>, or the other folder.</summary>
    public string Name { get; }

    /// <summary>The other folder; null for pictures of the run.</summary>
    public string? Folder { get; private init; }

    /// <summary>What they are, in words.</summary>
    internal string Words { get; }

    /// <inheritdoc/>
    public override string ToString() => Words;
}
