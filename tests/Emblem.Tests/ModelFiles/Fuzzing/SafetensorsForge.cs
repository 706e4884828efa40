using System.Text;
using System.Text.Json;
using Emblem.Foundation;
using Emblem.ModelFiles;

namespace Emblem.Tests.ModelFiles.Fuzzing;

/// <summary>Safetensors files: a header that is valid but for some of its fields, or some bytes behind the first tensor's description.</summary>
internal sealed class SafetensorsForge : IFileForge
{
    private static readonly string[] OddTypes = ["F33", "", "f32", "F32 ", "I128", "BOOL\\u0000"];

    public string Name => "safetensors";

    public WeightsFile Open(string path, ReadingBudget budget) => SafetensorsFile.Open(path, budget);

    public ForgedFile Make(RandomStream random)
    {
        List<Described> tensors = Honest(random);
        long dataLength = tensors.Sum(tensor => tensor.Range[1] - tensor.Range[0]);
        byte[] data = new byte[dataLength];
        for (int i = 0; i < data.Length; i++)
            data[i] = (byte)random.NextInt(256);
        for (int times = random.NextInt(3); times > 0; times--)
            Change(random, tensors);
        byte[] json = Encoding.UTF8.GetBytes($"{{{string.Join(",", tensors.Select(Text))}}}");
        long claimed = json.Length;
        bool blindly = random.NextInt(4) == 0;
        if (blindly)
        {
            // Behind the first entry, so that a tensor is constructed before the damage is met.
            int first = json.AsSpan().IndexOf("}"u8);
            json = Mutation.Bytes(random, json, Math.Max(first, 0));
            claimed = random.NextInt(3) == 0 ? Mutation.Number(random, claimed) : json.Length;
        }

        if (random.NextInt(10) == 0)
            data = Mutation.Bytes(random, data);
        byte[] whole = [.. BitConverter.GetBytes(claimed), .. json, .. data];
        return new ForgedFile(whole, blindly ? null : entry => data[(int)entry.Offset..(int)(entry.Offset + entry.Length)]);
    }

    private static List<Described> Honest(RandomStream random)
    {
        var tensors = new List<Described>();
        TensorType[] types = Enum.GetValues<TensorType>();
        long at = 0;
        for (int i = random.NextInt(5); i >= 0; i--)
        {
            TensorType type = types[random.NextInt(types.Length)];
            long[] shape = [.. Enumerable.Range(0, random.NextInt(4)).Select(_ => (long)random.NextInt(5))];
            if (TensorTypes.BytesOf(type, shape) is not { } length)
                (type, shape, length) = (TensorType.U8, [3], 3);
            tensors.Add(new Described($"t{i}", TensorTypes.NameOf(type), shape, [at, at + length], ""));
            at += length;
        }

        return tensors;
    }

    private static void Change(RandomStream random, List<Described> tensors)
    {
        int at = random.NextInt(tensors.Count);
        Described old = tensors[at];
        tensors[at] = random.NextInt(7) switch
        {
            0 => old with { Shape = Mutation.OfList(random, old.Shape) },
            1 => old with { Range = Mutation.OfList(random, old.Range) },
            2 => old with { Type = OddTypes[random.NextInt(OddTypes.Length)] },
            3 => old with { Type = TensorTypes.NameOf((TensorType)random.NextInt(Enum.GetValues<TensorType>().Length)) },
            4 => old with { Name = tensors[random.NextInt(tensors.Count)].Name },
            5 => old with { More = random.NextInt(2) == 0 ? ",\"more\":[[[1]]]" : ",\"dtype\":\"F32\"" },
            _ => old with { Name = "__metadata__" },
        };
    }

    private static string Text(Described tensor) =>
        $"{JsonSerializer.Serialize(tensor.Name)}:{{\"dtype\":\"{tensor.Type}\",\"shape\":[{string.Join(",", tensor.Shape)}],"
        + $"\"data_offsets\":[{string.Join(",", tensor.Range)}]{tensor.More}}}";

    private sealed record Described(string Name, string Type, long[] Shape, long[] Range, string More);
}
