namespace Emblem.ModelFiles;

/// <summary>Weights in several files beside their index, seen as one. The index and the shards must agree on every tensor.</summary>
internal sealed class ShardedWeightsFile : WeightsFile
{
    private const int Shown = 3;
    private readonly IReadOnlyList<WeightsFile> _shards;
    private readonly Dictionary<string, WeightsFile> _places;

    private ShardedWeightsFile(string path, IReadOnlyList<WeightsFile> shards, Dictionary<string, WeightsFile> places)
        : base(path, [.. shards.SelectMany(shard => shard.Entries)], new Dictionary<string, string>())
    {
        _shards = shards;
        _places = places;
    }

    internal override string Format => $"{_shards[0].Format} in {_shards.Count} {(_shards.Count == 1 ? "shard" : "shards")}";

    internal override IReadOnlyList<string> Files => [Path, .. _shards.Select(shard => shard.Path)];

    /// <summary>Opens an index and all its shards.</summary>
    /// <exception cref="ModelFileException">
    /// No such index, or a shard that leads out of the folder, is missing, damaged, or holds other tensors than the index says; nothing is left open.
    /// </exception>
    public static new ShardedWeightsFile Open(string path)
    {
        var opened = new List<WeightsFile>();
        try
        {
            IReadOnlyDictionary<string, string> index = ReadIndex(path);
            string[] names = [.. index.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
            RequireAll(path, folder, names);
            foreach (string name in names)
                opened.Add(OpenShard(System.IO.Path.Combine(folder, name)));
            return new ShardedWeightsFile(path, opened, Agree(path, index, names.Zip(opened)));
        }
        catch
        {
            opened.ForEach(shard => shard.Dispose());
            throw;
        }
    }

    public override void Read(TensorEntry entry, Span<byte> destination)
    {
        if (!_places.TryGetValue(entry.Name, out WeightsFile? shard))
            throw new ArgumentException($"'{entry.Name}' is not a tensor of {Path}.", nameof(entry));
        shard.Read(entry, destination);
    }

    /// <summary>Compares each shard with the hash that it notes.</summary>
    public override bool VerifyTensors()
    {
        bool all = true;
        foreach (WeightsFile shard in _shards)
            all &= shard.VerifyTensors();
        return all;
    }

    public override void Dispose()
    {
        foreach (WeightsFile shard in _shards)
            shard.Dispose();
    }

    private static IReadOnlyDictionary<string, string> ReadIndex(string path)
    {
        using var file = FileBytes.Open(path);
        try
        {
            return ShardIndex.Read(file);
        }
        catch (FormatFault fault)
        {
            throw fault.In(path, "an index of shards that can be read");
        }
    }

    private static void RequireAll(string path, string folder, string[] names)
    {
        string[] missing = [.. names.Where(name => !File.Exists(System.IO.Path.Combine(folder, name)))];
        if (missing.Length > 0)
        {
            throw new ModelFileException(
                $"{path} names {names.Length} shards, and {missing.Length} of them are not beside it: {string.Join(", ", missing.Take(Shown).Select(Quoted.Text))}"
                + $"{(missing.Length > Shown ? ", …" : "")}. Put all of them into {folder}.");
        }
    }

    private static WeightsFile OpenShard(string path) => FormatOf(path) switch
    {
        WeightsFormat.Safetensors => SafetensorsFile.Open(path),
        WeightsFormat.PyTorchZip or WeightsFormat.PyTorchLegacy => PyTorchFile.OpenWhole(path),
        _ => throw new ModelFileException($"{path} is a shard and is neither safetensors nor a PyTorch file. Download it again."),
    };

    /// <summary>Which file each tensor is in, where index and shards say the same.</summary>
    private static Dictionary<string, WeightsFile> Agree(
        string path, IReadOnlyDictionary<string, string> index, IEnumerable<(string Name, WeightsFile File)> shards)
    {
        var places = new Dictionary<string, (string Shard, WeightsFile File)>(StringComparer.Ordinal);
        foreach ((string shard, WeightsFile file) in shards)
        {
            foreach (string tensor in file.Entries.Select(entry => entry.Name))
            {
                if (!places.TryAdd(tensor, (shard, file)))
                    throw Contradiction(path, $"{Quoted.Text(tensor)} is in two of its shards, {Quoted.Text(places[tensor].Shard)} and {Quoted.Text(shard)}");
                if (index.GetValueOrDefault(tensor) is var said && said != shard)
                {
                    throw Contradiction(
                        path, $"{Quoted.Text(shard)} holds {Quoted.Text(tensor)}, which it {(said is null ? "does not name" : $"places in {Quoted.Text(said)}")}");
                }
            }
        }

        string? lost = index.Keys.FirstOrDefault(tensor => !places.ContainsKey(tensor));
        return lost is null
            ? places.ToDictionary(place => place.Key, place => place.Value.File, StringComparer.Ordinal)
            : throw Contradiction(path, $"it places {Quoted.Text(lost)} in {Quoted.Text(index[lost])}, which does not hold it");
    }

    private static ModelFileDamagedException Contradiction(string path, string what) =>
        new($"{path} and its shards contradict each other: {what}. Download the index and all shards of one version again.");
}
