namespace Emblem.ModelFiles.PyTorch;

/// <summary>
/// What a container counts of its content, so that bombs are refused: how deep it nests, and how many values it would have if every shared one
/// were written out. Nothing here ever writes them out; whoever comes to walk through a checkpoint shall not have to think of it.
/// </summary>
internal abstract class PickleContainer
{
    private const int DeepestNesting = 200;
    private const long MostUnfolded = 1L << 32;
    private int _depth = 1;
    private long _unfolded = 1;

    protected void Count(object? content)
    {
        if (content is PickleContainer container)
        {
            _depth = Math.Max(_depth, container._depth + 1);
            _unfolded += container._unfolded;
        }
        else
        {
            _unfolded++;
        }

        if (_depth > DeepestNesting)
            throw new FormatFault($"the pickle nests its values more than {DeepestNesting} deep");
        if (_unfolded > MostUnfolded)
            throw new FormatFault($"the pickle is a bomb: through shared references its values unfold to more than {MostUnfolded}");
    }
}

/// <summary>A Python tuple.</summary>
internal sealed class PickleTuple : PickleContainer
{
    public static readonly PickleTuple Empty = new([]);

    public PickleTuple(object?[] items)
    {
        Items = items;
        foreach (object? item in items)
            Count(item);
    }

    public object?[] Items { get; }
}

/// <summary>A Python list.</summary>
internal sealed class PickleList : PickleContainer
{
    private readonly List<object?> _items = [];

    public IReadOnlyList<object?> Items => _items;

    public void Add(object? item)
    {
        Count(item);
        _items.Add(item);
    }
}

/// <summary>A Python dictionary, ordered or not. Keys are kept as they came: they are compared only where weights are looked for.</summary>
internal sealed class PickleDictionary : PickleContainer
{
    private readonly List<(object? Key, object? Value)> _items = [];

    public IReadOnlyList<(object? Key, object? Value)> Items => _items;

    public void Add(object? key, object? value)
    {
        Count(key);
        Count(value);
        _items.Add((key, value));
    }

    /// <summary>The value under a text, or null; the last one, as in Python.</summary>
    public object? Find(string key)
    {
        for (int i = _items.Count - 1; i >= 0; i--)
        {
            if (_items[i].Key is string text && text == key)
                return _items[i].Value;
        }

        return null;
    }
}

/// <summary>Something that has no part in the weights and does nothing: a float, bytes, a set, an optimizer's settings.</summary>
internal sealed class PickleInert
{
    public static readonly PickleInert Value = new();

    private PickleInert()
    {
    }
}
