using System.Numerics;
using System.Text;
using static Emblem.ModelFiles.PyTorch.PickleOpcode;

namespace Emblem.ModelFiles.PyTorch;

/// <summary>
/// Follows a pickle's instructions as far as weights need them. It makes data and calls nothing: a global is a row of a closed list, and
/// what Python would do by calling it, <see cref="PickleCalls"/> does here. Time and memory are bounded by the pickle's length.
/// </summary>
/// <param name="input">The pickle, from its first byte.</param>
/// <param name="budget">Pays for every object.</param>
/// <param name="storages">Finds what a persistent id means, or null where there may be none.</param>
internal sealed class PickleMachine(PickleInput input, ReadingBudget budget, IStorages? storages)
{
    private const int LongestInteger = 255;
    private static readonly object True = true;
    private static readonly object False = false;
    private static readonly object[] SmallIntegers = [.. Enumerable.Range(0, 256).Select(i => (object)(long)i)];
    private readonly PickleStack _stack = new(budget);
    private readonly PickleCalls _calls = new(budget);

    /// <summary>The pickle's value; the input stands behind its last instruction.</summary>
    /// <exception cref="FormatFault">It does anything that weights do not need.</exception>
    public object? Run()
    {
        while (true)
        {
            var instruction = (PickleOpcode)input.ReadByte();
            if (instruction == STOP)
                return _stack.End();
            Follow(instruction);
        }
    }

    private void Follow(PickleOpcode instruction)
    {
        switch (instruction)
        {
            case PROTO: RequireProtocol(input.ReadByte()); break;
            case FRAME: input.RequireLeft(input.ReadLength64()); break;
            case MARK: _stack.Mark(); break;
            case POP: _stack.Pop(); break;
            case POP_MARK: _stack.PopMark(); break;

            case NONE: _stack.Push(null); break;
            case NEWTRUE: _stack.Push(True); break;
            case NEWFALSE: _stack.Push(False); break;
            case BININT1: _stack.Push(SmallIntegers[input.ReadByte()]); break;
            case BININT2: PushInteger(input.ReadUInt16()); break;
            case BININT: PushInteger(input.ReadInt32()); break;
            case LONG1: PushLong(input.ReadByte()); break;
            case LONG4: PushLong(input.ReadInt32()); break;
            case BINFLOAT: PassOver(8); break;

            case SHORT_BINSTRING: PushText(input.ReadByte()); break;
            case BINSTRING: PushText(input.ReadInt32()); break;
            case SHORT_BINUNICODE: PushText(input.ReadByte()); break;
            case BINUNICODE: PushText(input.ReadUInt32()); break;
            case BINUNICODE8: PushText(input.ReadLength64()); break;
            case SHORT_BINBYTES: PassOver(input.ReadByte()); break;
            case BINBYTES: PassOver(input.ReadUInt32()); break;
            case BINBYTES8 or BYTEARRAY8: PassOver(input.ReadLength64()); break;

            case EMPTY_TUPLE: _stack.Push(PickleTuple.Empty); break;
            case TUPLE: _stack.Push(NewTuple(_stack.PopMark())); break;
            case TUPLE1 or TUPLE2 or TUPLE3: _stack.Push(NewTuple(PopSome(instruction - TUPLE1 + 1))); break;
            case EMPTY_LIST: _stack.Push(Paid(96, new PickleList())); break;
            case APPEND: Append(PopSome(1)); break;
            case APPENDS: Append(_stack.PopMark()); break;
            case EMPTY_DICT: _stack.Push(Paid(96, new PickleDictionary())); break;
            case SETITEM: Set(PopSome(2)); break;
            case SETITEMS: Set(_stack.PopMark()); break;
            case EMPTY_SET: _stack.Push(PickleInert.Value); break;
            case ADDITEMS: Add(_stack.PopMark()); break;
            case FROZENSET: PassOverItems(_stack.PopMark()); break;

            case GLOBAL: _stack.Push(PickleGlobals.Find(input.ReadLine(), input.ReadLine(), "GLOBAL")); break;
            case STACK_GLOBAL: PushStackGlobal(); break;
            case REDUCE or NEWOBJ: Call(instruction); break;
            case BUILD: PickleCalls.Build(_stack.Pop(), _stack.Top()); break;
            case BINPERSID: _stack.Push(FindStorage(_stack.Pop())); break;

            case BINPUT: _stack.Put(input.ReadByte()); break;
            case LONG_BINPUT: _stack.Put(input.ReadUInt32()); break;
            case MEMOIZE: _stack.Put(_stack.MemoCount); break;
            case BINGET: _stack.Push(_stack.Get(input.ReadByte())); break;
            case LONG_BINGET: _stack.Push(_stack.Get(input.ReadUInt32())); break;

            case INST: PickleGlobals.Find(input.ReadLine(), input.ReadLine(), "INST"); throw Unknown(instruction);
            default: throw Unknown(instruction);
        }
    }

    private static FormatFault Unknown(PickleOpcode instruction) => new(
        $"its pickle has the instruction {(Enum.IsDefined(instruction) ? instruction.ToString() : $"0x{(byte)instruction:x2}")} "
        + $"({(byte)instruction}), which weights do not need");

    private static void RequireProtocol(byte version)
    {
        if (version is < 2 or > 5)
            throw new FormatFault($"its pickle has protocol {version}; 2 to 5 are read");
    }

    private T Paid<T>(long bytes, T value)
    {
        budget.Charge(bytes);
        return value;
    }

    private void PushInteger(long value) => _stack.Push(Paid<object>(24, value));

    private void PushLong(int length)
    {
        if (length is < 0 or > LongestInteger)
            throw new FormatFault($"its pickle has a whole number of {(uint)length} bytes; up to {LongestInteger} are read");
        var value = new BigInteger(input.Read(length));
        if (value >= long.MinValue && value <= long.MaxValue)
            PushInteger((long)value);
        else
            _stack.Push(Paid<object>(64 + length, value));
    }

    /// <summary>A text that is too long for any name is passed over like bytes: some trainers put whole configurations beside the weights.</summary>
    private void PushText(long length)
    {
        if (length is < 0 or > PickleInput.LongestText)
        {
            PassOver(length);
            return;
        }

        input.RequireLeft(length);
        budget.Charge(32 + (2 * length));
        _stack.Push(Encoding.UTF8.GetString(input.Read((int)length)));
    }

    private void PassOver(long bytes)
    {
        if (bytes < 0)
            throw new FormatFault($"its pickle has a text of {bytes} bytes");
        input.Skip(bytes);
        _stack.Push(PickleInert.Value);
    }

    private void PassOverItems(object?[] items)
    {
        _ = NewTuple(items);
        _stack.Push(PickleInert.Value);
    }

    private PickleTuple NewTuple(object?[] items) => Paid(32, new PickleTuple(items));

    private object?[] PopSome(int count)
    {
        object?[] items = Paid(32 + (8 * count), new object?[count]);
        for (int i = count - 1; i >= 0; i--)
            items[i] = _stack.Pop();
        return items;
    }

    private void Append(object?[] items)
    {
        if (_stack.Top() is PickleInert)
            return;
        var list = _stack.Top() as PickleList ?? throw Wrong("APPEND", "a list", _stack.Top());
        budget.Charge(32L * items.Length);
        foreach (object? item in items)
            list.Add(item);
    }

    private void Set(object?[] items)
    {
        if (items.Length % 2 != 0)
            throw new FormatFault("its pickle sets a key without a value");
        if (_stack.Top() is PickleInert)
            return;
        var dictionary = _stack.Top() as PickleDictionary ?? throw Wrong("SETITEM", "a dictionary", _stack.Top());
        budget.Charge(32L * items.Length);
        for (int i = 0; i < items.Length; i += 2)
            dictionary.Add(items[i], items[i + 1]);
    }

    private void Add(object?[] items)
    {
        _ = NewTuple(items);
        if (_stack.Top() is not PickleInert)
            throw Wrong("ADDITEMS", "a set", _stack.Top());
    }

    private void PushStackGlobal()
    {
        object?[] names = PopSome(2);
        _stack.Push(names is [string module, string name]
            ? PickleGlobals.Find(module, name, "STACK_GLOBAL")
            : throw new FormatFault("its pickle has a STACK_GLOBAL without the two texts that name it"));
    }

    private void Call(PickleOpcode instruction)
    {
        object?[] call = PopSome(2);
        _stack.Push(call is [PickleGlobal callee, PickleTuple arguments]
            ? _calls.Call(callee, arguments.Items)
            : throw new FormatFault(
                $"its pickle has a {instruction} of {PickleCalls.Kind(call[0])} with {PickleCalls.Kind(call[1])}; a global with a tuple was expected"));
    }

    private StorageReference FindStorage(object? id)
    {
        budget.Charge(96);
        return StorageReference.Of(id, storages ?? throw new FormatFault("its pickle has a persistent id where none belongs"));
    }

    private static FormatFault Wrong(string instruction, string expected, object? found) =>
        new($"its pickle has a {instruction} on {PickleCalls.Kind(found)}, where {expected} was expected");
}
