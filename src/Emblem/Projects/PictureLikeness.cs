using System.Runtime.InteropServices;
using System.Text.Json;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.ModelFiles;

namespace Emblem.Projects;

/// <summary>
/// Which verified pictures of a project are like each other, to a network that never learned from their labels: a direction of features for each, kept in
/// <see cref="ProjectFolder.Likeness"/>. Half a kilobyte a picture, in memory and on the disk. Safe to ask from several threads.
/// </summary>
public sealed class PictureLikeness
{
    private const string Tensor = "likeness";
    private const string NamesKey = "names";
    private const string StampsKey = "stamps";
    private const string KeyKey = "key";
    private const string ByKey = "by";

    private readonly string[] _names;
    private readonly string[] _stamps;
    private readonly sbyte[] _rows;
    private readonly int _width;
    private readonly Dictionary<string, int> _places;

    private PictureLikeness(string key, string[] names, string[] stamps, sbyte[] rows)
    {
        (Key, _names, _stamps, _rows, _width) = (key, names, stamps, rows, names.Length == 0 ? 0 : rows.Length / names.Length);
        _places = names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
    }

    /// <summary>Of the pictures that were looked at, as <see cref="PictureSurvey.KeyOf"/> makes it.</summary>
    public string Key { get; }

    /// <summary>How many pictures could be looked at.</summary>
    public int Count => _names.Length;

    /// <summary>
    /// Looks at the pictures that are new or changed since the last time, and writes what is known of all. Needs <see cref="Models.BoxedWeights"/> and torch: took 40 ms a
    /// picture on one core of a busy machine. A file that is no picture is passed over.
    /// </summary>
    /// <param name="project">Whose pictures.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="EmblemException">There are no verified pictures, or the weights are missing.</exception>
    public static async Task<PictureLikeness> MakeAsync(ProjectFolder project, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(project);
        LabelledImages images = ImageFolder.Open(project.Verified).LabelByFolder();
        string key = PictureSurvey.KeyOf(images.Items);
        PictureLikeness? known = Read(project);
        string[] stamps = [.. images.Items.Select(PictureSurvey.StampOf)];
        LabelledImage[] fresh = [.. images.Items.Where((item, i) => known?.RowOf(item.Name, stamps[i]) is null)];
        IReadOnlyDictionary<string, float[]> seen = await LikenessReader.ReadAsync(project, images.Classes, fresh, progress, stop).ConfigureAwait(false);
        (LabelledImage Item, string Stamp, sbyte[] Row)[] all =
        [
            .. images.Items.Index().Select(item => (item.Item, stamps[item.Index], Row: known?.RowOf(item.Item.Name, stamps[item.Index]) ?? (seen.GetValueOrDefault(item.Item.Name) is { } features ? ToRow(features) : null)))
                .Where(item => item.Row is not null).Select(item => (item.Item, item.Item2, item.Row!)),
        ];
        var made = new PictureLikeness(key, [.. all.Select(one => one.Item.Name)], [.. all.Select(one => one.Stamp)], [.. all.SelectMany(one => one.Row)]);
        made.Write(project.Likeness);
        return made;
    }

    /// <summary>What is kept; null where nothing is, or what is there is damaged: then make it anew. Whether it is of the pictures as they are now, <see cref="Key"/> says.</summary>
    public static PictureLikeness? Read(ProjectFolder project)
    {
        ArgumentNullException.ThrowIfNull(project);
        try
        {
            using var file = SafetensorsFile.Open(project.Likeness);
            string[] names = JsonSerializer.Deserialize<string[]>(file.Metadata[NamesKey])!;
            string[] stamps = JsonSerializer.Deserialize<string[]>(file.Metadata[StampsKey])!;
            TensorEntry entry = file.Entries.Single();
            if (file.Metadata[ByKey] != LikenessReader.By || entry is not { Type: TensorType.I8, Shape: [var count, _] } || count != names.Length || count != stamps.Length)
                return null;
            var rows = new sbyte[entry.Length];
            file.Read(entry, MemoryMarshal.AsBytes(rows.AsSpan()));
            return new PictureLikeness(file.Metadata[KeyKey], names, stamps, rows);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or EmblemException or JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The pictures that are most like one, the most alike first.</summary>
    /// <param name="name">Its path below <see cref="ProjectFolder.Verified"/>, with <c>/</c>.</param>
    /// <param name="count">So many at most.</param>
    /// <returns>None where it is not known.</returns>
    public IReadOnlyList<SimilarPicture> NearestTo(string name, int count)
    {
        if (!_places.TryGetValue(name, out int place))
            return Listing.Of<SimilarPicture>([]);
        var likeness = new double[_names.Length];
        for (int other = 0; other < likeness.Length; other++)
            likeness[other] = Cosine(RowAt(place), RowAt(other));
        return Listing.Of<SimilarPicture>(
        [
            .. Enumerable.Range(0, likeness.Length).Where(other => other != place).OrderByDescending(other => likeness[other]).ThenBy(other => other).Take(count)
                .Select(other => new SimilarPicture(_names[other], likeness[other])),
        ]);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Count(Count, "picture");

    /// <summary>The largest feature becomes 127: what is compared is the direction alone.</summary>
    internal static sbyte[] ToRow(float[] features)
    {
        float largest = features.Max(MathF.Abs);
        return [.. features.Select(feature => largest > 0 ? (sbyte)MathF.Round(feature / largest * sbyte.MaxValue) : (sbyte)0)];
    }

    private static double Cosine(ReadOnlySpan<sbyte> one, ReadOnlySpan<sbyte> other)
    {
        int product = 0, first = 0, second = 0;
        for (int i = 0; i < one.Length; i++)
        {
            product += one[i] * other[i];
            first += one[i] * one[i];
            second += other[i] * other[i];
        }

        return first == 0 || second == 0 ? 0 : product / Math.Sqrt((double)first * second);
    }

    private sbyte[]? RowOf(string name, string stamp) => _places.TryGetValue(name, out int place) && _stamps[place] == stamp ? RowAt(place).ToArray() : null;

    private ReadOnlySpan<sbyte> RowAt(int place) => _rows.AsSpan(place * _width, _width);

    private void Write(string path) => SafetensorsWriter.Write(
        path,
        [new NamedTensor(Tensor, TensorType.I8, [Count, _width], MemoryMarshal.AsBytes(_rows.AsSpan()).ToArray())],
        new Dictionary<string, string> { [KeyKey] = Key, [ByKey] = LikenessReader.By, [NamesKey] = JsonSerializer.Serialize(_names), [StampsKey] = JsonSerializer.Serialize(_stamps) });
}
