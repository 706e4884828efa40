using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;
using Emblem.ModelFiles.Protobuf;
using Emblem.Tests.ModelFiles.Onnx;

namespace Emblem.Tests.ModelFiles.Fuzzing;

/// <summary>ONNX models: initializers described honestly but for some fields, operations between them, or bytes changed behind the first one.</summary>
internal sealed class OnnxForge : IFileForge
{
    private static readonly long[] Types = [.. Enumerable.Range(1, 24).Select(number => (long)number).Where(number => OnnxTypes.Find(number) is not null)];

    public string Name => "onnx";

    public WeightsFile Open(string path, ReadingBudget budget) => OnnxFile.Open(path, budget);

    public ForgedFile Make(RandomStream random)
    {
        Forged[] tensors = [.. Enumerable.Range(0, 1 + random.NextInt(4)).Select(i => Honest(random, i))];
        for (int times = random.NextInt(3); times > 0; times--)
        {
            int at = random.NextInt(tensors.Length);
            tensors[at] = Changed(random, tensors[at]);
        }

        var graph = new ProtoMessage();
        foreach (Forged tensor in tensors)
        {
            if (random.NextInt(3) == 0)
                AddNode(random, graph, tensor.Name);
            graph.Message(5, tensor.Message());
        }

        byte[] whole = OnnxWriter.Model(graph, "forge", random.NextInt(4) == 0 ? model => AddOdd(random, model) : null);
        bool blindly = random.NextInt(3) == 0;
        if (blindly)
        {
            // Behind the first initializer's start for most, so that a tensor is met before the damage.
            int from = random.NextInt(4) == 0 ? 3 : Math.Min(whole.Length - 1, 30 + random.NextInt(40));
            whole = Mutation.Bytes(random, whole, from);
        }

        Dictionary<string, Forged> byName = tensors.DistinctBy(tensor => tensor.Name).ToDictionary(tensor => tensor.Name);
        return new ForgedFile(whole, blindly ? null : entry => byName.GetValueOrDefault(entry.Name)?.Expected(entry));
    }

    private static Forged Honest(RandomStream random, int number)
    {
        long type = Types[random.NextInt(Types.Length)];
        (TensorType kind, int field) = OnnxTypes.Find(type)!.Value;
        long[] shape = [.. Enumerable.Range(0, random.NextInt(4)).Select(_ => (long)random.NextInt(5))];
        byte[] bytes = new byte[TensorTypes.BytesOf(kind, shape)!.Value];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)random.NextInt(kind == TensorType.Bool ? 2 : 256);
        return new Forged($"t{number}", type, kind, shape, bytes, (Way)random.NextInt(3), field, null);
    }

    private static Forged Changed(RandomStream random, Forged old) => random.NextInt(7) switch
    {
        0 or 1 => old with { Shape = Mutation.OfList(random, old.Shape) },
        2 => old with { Type = Mutation.Number(random, old.Type) },
        3 => old with { Field = 1 + random.NextInt(16) },
        4 => old with { Name = "t0" },
        5 => old with { Name = "" },
        _ => old with { More = message => AddOdd(random, message) },
    };

    /// <summary>A field of any number and wire type, which another reader may give a meaning.</summary>
    private static void AddOdd(RandomStream random, ProtoMessage message)
    {
        int field = 1 + random.NextInt(20);
        switch (random.NextInt(4))
        {
            case 0: message.Whole(field, Mutation.Number(random, 1)); break;
            case 1: message.Float(field, 1); break;
            case 2: message.Double(field, 1); break;
            default: message.Blob(field, new byte[random.NextInt(20)]); break;
        }
    }

    private static void AddNode(RandomStream random, ProtoMessage graph, string input) => graph.Node(
        random.NextInt(2) == 0 ? "Conv" : "BatchNormalization",
        [input, "x"],
        ["y"],
        ("pads", [Mutation.Number(random, 1), 2]),
        (random.NextInt(8) == 0 ? "pads" : "strides", [1]));

    /// <summary>How elements are written.</summary>
    private enum Way
    {
        Plain,
        Packed,
        OneByOne,
    }

    private sealed record Forged(string Name, long Type, TensorType Kind, long[] Shape, byte[] Bytes, Way Way, int Field, Action<ProtoMessage>? More)
    {
        /// <summary>Null where a change left nobody to say: elements of another type or in another field, or more of them.</summary>
        public byte[]? Expected(TensorEntry entry) => entry.Type == Kind && entry.Length == Bytes.Length && (Way == Way.Plain || Field == HomeField) ? Bytes : null;

        private int HomeField => OnnxTypes.Find(OnnxWriter.NumberOf(Kind))!.Value.Field;

        public ProtoMessage Message()
        {
            ProtoMessage message = OnnxWriter.Described(Name, Type, Shape);
            int size = Kind == TensorType.C64 ? 4 : TensorTypes.BitsOf(Kind) / 8;
            bool isFloating = Kind is TensorType.F32 or TensorType.C64 or TensorType.F64;
            if (Way == Way.Plain)
                message.Blob(9, Bytes);
            else if (Way == Way.Packed && isFloating)
                message.Blob(Field, Bytes);
            else if (Way == Way.Packed)
                message.Wholes(Field, Bytes.Chunk(size).Select(Whole));
            else
                OneByOne(message, size, isFloating);
            More?.Invoke(message);
            return message;
        }

        private void OneByOne(ProtoMessage message, int size, bool isFloating)
        {
            foreach (byte[] element in Bytes.Chunk(size))
            {
                if (!isFloating)
                    message.Whole(Field, Whole(element));
                else if (size == 4)
                    message.Float(Field, BitConverter.ToSingle(element));
                else
                    message.Double(Field, BitConverter.ToDouble(element));
            }
        }

        /// <summary>Signed types with their sign, all else as unsigned bits.</summary>
        private long Whole(byte[] element) => Kind switch
        {
            TensorType.I8 => (sbyte)element[0],
            TensorType.I16 => BitConverter.ToInt16(element),
            TensorType.I32 => BitConverter.ToInt32(element),
            _ => BitConverter.ToInt64([.. element, .. new byte[8 - element.Length]]),
        };
    }
}
