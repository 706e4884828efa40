using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Tests.ModelFiles.PyTorch;

namespace Emblem.Tests.ModelFiles.Fuzzing;

/// <summary>A tensor as a pickle describes it, and the bytes of its storage.</summary>
internal sealed record ForgedTensor(string Name, CraftedStorage Storage, byte[] Bytes, TensorType Type, long Offset, long[] Shape, long[] Strides)
{
    public static ForgedTensor Honest(RandomStream random, int number, (string Class, TensorType Type) kind)
    {
        long[] shape = [.. Enumerable.Range(0, random.NextInt(4)).Select(_ => (long)random.NextInt(5))];
        long[] strides = new long[shape.Length];
        long next = 1 + random.NextInt(2);
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = next;
            next *= Math.Max(1, shape[i]);
        }

        // Turned around half of the time: what a transposed tensor looks like.
        if (random.NextInt(2) == 0)
            (shape, strides) = ([.. shape.Reverse()], [.. strides.Reverse()]);
        long offset = random.NextInt(4);
        long count = offset + next + random.NextInt(4);
        byte[] bytes = new byte[count * TensorTypes.BitsOf(kind.Type) / 8];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)random.NextInt(256);
        return new ForgedTensor($"t{number}", new CraftedStorage($"{number}", count, kind.Class), bytes, kind.Type, offset, shape, strides);
    }

    /// <summary>One field changed.</summary>
    public ForgedTensor Changed(RandomStream random) => random.NextInt(8) switch
    {
        0 => this with { Offset = Mutation.Number(random, Offset) },
        1 or 2 => this with { Shape = Mutation.OfList(random, Shape) },
        3 or 4 => this with { Strides = Mutation.OfList(random, Strides) },
        5 => this with { Storage = Storage with { Count = Mutation.Number(random, Storage.Count) } },
        6 => this with { Storage = Storage with { Class = random.NextInt(2) == 0 ? "UntypedStorage" : "QUInt8Storage" } },
        _ => this with { Name = "t0" },
    };

    public void Write(PickleWriter pickle, bool legacy) => pickle.Text(Name).Tensor(Storage, Offset, Shape, Strides, legacy).Set();

    /// <summary>The elements in C order, one index at a time.</summary>
    public byte[] Expected()
    {
        int size = TensorTypes.BitsOf(Type) / 8;
        long count = Shape.Aggregate(1L, (product, side) => product * side);
        byte[] elements = new byte[count * size];
        for (long flat = 0; flat < count; flat++)
        {
            long at = Offset;
            long rest = flat;
            for (int i = Shape.Length - 1; i >= 0; i--)
            {
                at += rest % Shape[i] * Strides[i];
                rest /= Shape[i];
            }

            Bytes.AsSpan((int)at * size, size).CopyTo(elements.AsSpan((int)flat * size));
        }

        return elements;
    }
}
