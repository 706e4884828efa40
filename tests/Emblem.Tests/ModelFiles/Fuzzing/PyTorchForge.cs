using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.ModelFiles.PyTorch;
using Emblem.Tests.ModelFiles.PyTorch;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles.Fuzzing;

/// <summary>
/// PyTorch files in both containers: tensors described honestly but for some fields, or instructions changed behind the first tensor, or bytes of the
/// container changed; and some files of torch's own with bytes changed.
/// </summary>
internal sealed class PyTorchForge : IFileForge
{
    private static readonly (string Class, TensorType Type)[] Classes =
    [
        ("FloatStorage", TensorType.F32), ("LongStorage", TensorType.I64), ("HalfStorage", TensorType.F16), ("BFloat16Storage", TensorType.BF16),
        ("BoolStorage", TensorType.Bool), ("DoubleStorage", TensorType.F64), ("ComplexFloatStorage", TensorType.C64), ("ByteStorage", TensorType.U8),
    ];

    /// <summary>What torch itself wrote: alignment, 64-bit records and all.</summary>
    private static readonly byte[][] Real =
    [
        .. new[] { "torch213_zip.pth", "torch213_legacy.pth", "fastai2_save.pth", "state_legacy.pth" }
            .Select(name => File.ReadAllBytes(GoldenFile.PathOf(Path.Combine("pth", name)))),
    ];

    private static readonly PickleOpcode[] Instructions = Enum.GetValues<PickleOpcode>();

    public string Name => "pytorch";

    public WeightsFile Open(string path, ReadingBudget budget) => PyTorchFile.Open(path, budget);

    public ForgedFile Make(RandomStream random)
    {
        if (random.NextInt(8) == 0)
        {
            byte[] real = Real[random.NextInt(Real.Length)];
            return new ForgedFile(Mutation.Bytes(random, real, from: random.NextInt(2) * (real.Length - (real.Length / 3))), Expected: null);
        }

        bool legacy = random.NextInt(2) == 0;
        ForgedTensor[] tensors = [.. Enumerable.Range(0, 1 + random.NextInt(4)).Select(i => ForgedTensor.Honest(random, i, Classes[random.NextInt(Classes.Length)]))];
        for (int times = random.NextInt(3); times > 0; times--)
        {
            int at = random.NextInt(tensors.Length);
            tensors[at] = tensors[at].Changed(random);
        }

        var pickle = new PickleWriter((byte)(2 + random.NextInt(4))).OrderedDictionary();
        int safe = 0;
        foreach (ForgedTensor tensor in tensors)
        {
            tensor.Write(pickle, legacy);
            safe = safe == 0 ? pickle.ToArray().Length - 1 : safe;
        }

        byte[] bytes = pickle.ToArray();
        bool blindly = random.NextInt(3) == 0;
        if (blindly)
            bytes = random.NextInt(2) == 0 ? Mutation.Bytes(random, bytes, safe) : WithInstructions(random, bytes, safe);
        byte[] whole = Contain(bytes, tensors, legacy);
        if (random.NextInt(6) == 0)
        {
            // In half of these, behind the pickle: the storages of the one container, the directory of the other.
            int from = random.NextInt(2) * Math.Max(0, whole.Length - 300);
            (whole, blindly) = (Mutation.Bytes(random, whole, from), true);
        }

        Dictionary<string, ForgedTensor> byName = tensors.DistinctBy(tensor => tensor.Name).ToDictionary(tensor => tensor.Name);
        return new ForgedFile(whole, blindly ? null : entry => byName[entry.Name].Expected());
    }

    private static byte[] Contain(byte[] pickle, ForgedTensor[] tensors, bool legacy)
    {
        // Changed tensors may share a key; the first of them has the bytes.
        ForgedTensor[] stored = [.. tensors.DistinctBy(tensor => tensor.Storage.Key)];
        return legacy
            ? CraftedFile.Legacy(pickle, [.. stored.Select(tensor => (tensor.Storage.Key, tensor.Storage.Count, tensor.Bytes))])
            : CraftedFile.Zip(pickle, [.. stored.Select(tensor => (tensor.Storage.Key, tensor.Bytes))]);
    }

    /// <summary>Instructions put in between, some with an argument that they may or may not take.</summary>
    private static byte[] WithInstructions(RandomStream random, byte[] pickle, int from)
    {
        List<byte> changed = [.. pickle];
        for (int times = 1 + random.NextInt(4); times > 0; times--)
        {
            List<byte> put = [(byte)Instructions[random.NextInt(Instructions.Length)]];
            if (random.NextInt(2) == 0)
                put.AddRange(BitConverter.GetBytes(Mutation.Number(random, 4)).Take(1 << random.NextInt(4)));
            changed.InsertRange(from + random.NextInt(changed.Count - from), put);
        }

        return [.. changed];
    }
}
