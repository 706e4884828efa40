using System.Numerics;

namespace Emblem.ModelFiles.PyTorch;

/// <summary>What the names of the closed list do when a pickle calls them.</summary>
internal sealed class PickleCalls(ReadingBudget budget)
{
    /// <summary>The value of a call.</summary>
    /// <exception cref="FormatFault">The arguments are not what that name takes.</exception>
    public object Call(PickleGlobal callee, object?[] arguments)
    {
        switch (callee.Role)
        {
            case PickleRole.Inert:
                return PickleInert.Value;
            case PickleRole.OrderedDictionary:
                return NewDictionary(arguments);
            case PickleRole.Size when arguments is [PickleTuple sides]:
                return sides;
            case PickleRole.Tensor when arguments is [StorageReference storage, long offset, PickleTuple shape, PickleTuple strides, ..]:
                return NewTensor(storage, storage.Type, offset, shape, strides);
            case PickleRole.TensorOfType
                when arguments is [StorageReference storage, long offset, PickleTuple shape, PickleTuple strides, _, _, PickleGlobal type, ..]
                    && type.Role == PickleRole.ElementType:
                return NewTensor(storage, type.Type, offset, shape, strides);
            case PickleRole.Parameter when arguments is [StridedTensor tensor, ..]:
                return tensor;
            case PickleRole.TensorOfClass
                when arguments is [PickleGlobal inner, PickleGlobal, PickleTuple given, ..]
                    && inner.Role is (PickleRole.Tensor or PickleRole.TensorOfType or PickleRole.Parameter):
                return Call(inner, given.Items);
            default:
                throw new FormatFault(
                    $"its pickle calls {callee.Name} with ({string.Join(", ", arguments.Take(8).Select(Kind))}), which is not what that takes");
        }
    }

    /// <summary>Attributes that Python would hang onto an object. None belongs to the weights, so they are only looked at.</summary>
    /// <exception cref="FormatFault">No object of weights has such attributes.</exception>
    public static void Build(object? state, object? target)
    {
        if (target is PickleInert || (target is (PickleDictionary or StridedTensor) && state is (PickleDictionary or PickleTuple)))
            return;
        throw new FormatFault(
            $"its pickle has a BUILD that gives {Kind(target)} the state {Kind(state)}; an object's attributes, a dictionary, were expected");
    }

    /// <summary>What a value is, for messages.</summary>
    public static string Kind(object? value) => value switch
    {
        null => "None",
        bool => "a truth value",
        long or BigInteger => "a whole number",
        string text => $"the text {Quoted.Text(text)}",
        PickleTuple => "a tuple",
        PickleList => "a list",
        PickleDictionary => "a dictionary",
        PickleGlobal global => global.Name,
        StorageReference => "a storage",
        StridedTensor => "a tensor",
        _ => "a value that has no part in weights",
    };

    /// <summary>Empty, or from a list of pairs, as Python 2 wrote it.</summary>
    private PickleDictionary NewDictionary(object?[] arguments)
    {
        budget.Charge(96);
        var made = new PickleDictionary();
        if (arguments.Length == 0)
            return made;
        if (arguments is not [PickleList pairs])
            throw new FormatFault("its pickle makes an OrderedDict of something that is no list of pairs");
        foreach (object? pair in pairs.Items)
        {
            budget.Charge(64);
            IReadOnlyList<object?>? items = (pair as PickleList)?.Items ?? (pair as PickleTuple)?.Items;
            if (items is not [var key, var value])
                throw new FormatFault("its pickle makes an OrderedDict of something that is no list of pairs");
            made.Add(key, value);
        }

        return made;
    }

    private StridedTensor NewTensor(StorageReference storage, TensorType? type, long offset, PickleTuple shape, PickleTuple strides)
    {
        budget.CountTensor();
        budget.Charge(160 + (16L * Math.Min(shape.Items.Length, StridedTensor.MostSides)));
        return StridedTensor.Of(
            storage.Storage,
            type ?? throw new FormatFault("its pickle makes a tensor of bytes without saying their type"),
            offset,
            Numbers(shape),
            Numbers(strides));
    }

    private static long[] Numbers(PickleTuple tuple)
    {
        if (tuple.Items.Length > StridedTensor.MostSides)
            throw new FormatFault($"its pickle has a tensor of {tuple.Items.Length} sides; up to {StridedTensor.MostSides} are read");
        long[] numbers = new long[tuple.Items.Length];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = tuple.Items[i] is long number ? number : throw new FormatFault($"its pickle has {Kind(tuple.Items[i])} as the side of a tensor");
        return numbers;
    }
}
