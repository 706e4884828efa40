using System.Runtime.InteropServices;
using Emblem.Cluster;
using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>What is kept of a picture to find it: the hashes of its views; about 15 KB.</summary>
internal sealed class Fingerprint
{
    /// <summary>The thumbnail's longer side in pixels.</summary>
    public const int ThumbnailSide = 128;

    private Fingerprint(IReadOnlyList<ViewHash> plain, IReadOnlyList<ViewHash> toFind) =>
        (ToLookFor, ToFind) = ([.. plain, .. plain.Select(view => view.Mirrored())], toFind);

    /// <summary>How one travels: mirrored views are made of the plain ones again.</summary>
    public static RankFormat<Fingerprint> Format { get; } = new(
        (writer, picture) =>
        {
            ViewHash.Formats.Write(writer, [.. picture.ToLookFor.Take(picture.ToLookFor.Count / 2)]);
            ViewHash.Formats.Write(writer, picture.ToFind);
        },
        reader => new Fingerprint(ViewHash.Formats.Read(reader), ViewHash.Formats.Read(reader)));

    /// <summary>Plain and mirrored; empty for a flat picture.</summary>
    public IReadOnlyList<ViewHash> ToLookFor { get; }

    /// <summary>Plain only.</summary>
    public IReadOnlyList<ViewHash> ToFind { get; }

    public static Fingerprint Of(GrayImage thumbnail)
    {
        Placement? content = EvenMargins.Find(thumbnail);
        float[] square = ViewSampler.Square(thumbnail);
        return new Fingerprint([.. Hash(square, HashedViews.ToLookFor(thumbnail, content))], [.. Hash(square, HashedViews.ToFind(thumbnail, content))]);
    }

    private static IEnumerable<ViewHash> Hash(float[] square, IReadOnlyList<Placement> views)
    {
        var sample = new float[PerceptualHash.SampleSide * PerceptualHash.SampleSide];
        foreach (Placement view in views)
        {
            ViewSampler.Sample(square, view, sample);
            var hash = new sbyte[PerceptualHash.Length];
            if (PerceptualHash.TryCompute(sample, hash))
                yield return new ViewHash(view, hash);
        }
    }
}

/// <summary>The hash of one view of a picture.</summary>
/// <param name="View">From the view's own unit square to the picture.</param>
/// <param name="Hash">Of <see cref="PerceptualHash.Length"/> values.</param>
internal sealed record ViewHash(Placement View, sbyte[] Hash)
{
    public static RankFormat<IReadOnlyList<ViewHash>> Formats { get; } = RankFormats.ListOf(new RankFormat<ViewHash>(
        (writer, view) =>
        {
            Placement.Format.Write(writer, view.View);
            writer.Write(MemoryMarshal.AsBytes<sbyte>(view.Hash));
        },
        reader => new ViewHash(Placement.Format.Read(reader), MemoryMarshal.Cast<byte, sbyte>(reader.ReadBytes(PerceptualHash.Length)).ToArray())));

    /// <summary>The view as it would be of the mirrored picture, placed in this one.</summary>
    public ViewHash Mirrored()
    {
        var mirrored = new sbyte[Hash.Length];
        PerceptualHash.Mirror(Hash, mirrored);
        return new ViewHash(Placement.Mirrored.Then(View), mirrored);
    }
}
