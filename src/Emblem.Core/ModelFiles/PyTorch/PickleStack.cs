using System.Runtime.InteropServices;

namespace Emblem.ModelFiles.PyTorch;

/// <summary>The values that a pickle is working on, its marks, and its memo.</summary>
internal sealed class PickleStack(ReadingBudget budget)
{
    private const int MostValues = 100_000;
    private static readonly object Unset = new();
    private readonly List<object?> _values = [];
    private readonly List<int> _marks = [];
    private readonly List<object?> _memo = [];

    public void Push(object? value)
    {
        if (_values.Count == MostValues)
            throw new FormatFault($"the pickle keeps more than {MostValues} values waiting");
        _values.Add(value);
    }

    public object? Pop()
    {
        object? top = Top();
        _values.RemoveAt(_values.Count - 1);
        return top;
    }

    /// <summary>The last value, which must have been pushed after the last mark.</summary>
    public object? Top()
    {
        int floor = _marks.Count > 0 ? _marks[^1] : 0;
        return _values.Count > floor ? _values[^1] : throw new FormatFault("the pickle takes a value where it has left none");
    }

    public void Mark()
    {
        if (_marks.Count == MostValues)
            throw new FormatFault($"the pickle opens more than {MostValues} groups of values");
        _marks.Add(_values.Count);
    }

    /// <summary>Takes all values after the last mark, and the mark.</summary>
    public object?[] PopMark()
    {
        if (_marks.Count == 0)
            throw new FormatFault("the pickle closes a group of values that it has not opened");
        int from = _marks[^1];
        budget.Charge(32 + (8L * (_values.Count - from)));
        object?[] items = CollectionsMarshal.AsSpan(_values)[from..].ToArray();
        _values.RemoveRange(from, items.Length);
        _marks.RemoveAt(_marks.Count - 1);
        return items;
    }

    /// <summary>The next free place of the memo.</summary>
    public int MemoCount => _memo.Count;

    /// <summary>Remembers the last value. Python numbers places one by one, from 0 or from 1; a number far off is a trick.</summary>
    public void Put(long place)
    {
        if (place > _memo.Count + 1)
            throw new FormatFault($"the pickle numbers a value {place} in its memo, where {_memo.Count} are in use");
        budget.Charge(24);
        while (_memo.Count <= place)
            _memo.Add(Unset);
        _memo[(int)place] = Top();
    }

    public object? Get(long place) => place < _memo.Count && _memo[(int)place] is var found && found != Unset
        ? found
        : throw new FormatFault($"the pickle asks for value {place} of its memo, which was never put there");

    /// <summary>The one value that is left at the end.</summary>
    public object? End() => _values.Count == 1 && _marks.Count == 0
        ? _values[0]
        : throw new FormatFault($"the pickle ends with {_values.Count} values and {_marks.Count} open groups, where one value was expected");
}
