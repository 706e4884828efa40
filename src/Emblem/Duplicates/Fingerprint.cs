using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>What is kept of a picture to find and to compare it: a gray thumbnail and the hashes of its views; about 30 KB.</summary>
internal sealed class Fingerprint
{
    /// <summary>The thumbnail's longer side in pixels.</summary>
    public const int ThumbnailSide = 128;

    private Fingerprint(GrayImage thumbnail, ViewHash[] toLookFor, ViewHash[] toFind)
    {
        Thumbnail = thumbnail;
        ToLookFor = toLookFor;
        ToFind = toFind;
    }

    public GrayImage Thumbnail { get; }

    /// <summary>Plain and mirrored; empty for a flat picture.</summary>
    public IReadOnlyList<ViewHash> ToLookFor { get; }

    /// <summary>Plain only.</summary>
    public IReadOnlyList<ViewHash> ToFind { get; }

    public static Fingerprint Of(GrayImage thumbnail)
    {
        Placement? content = EvenMargins.Find(thumbnail);
        float[] square = ViewSampler.Square(thumbnail);
        ViewHash[] plain = [.. Hash(square, HashedViews.ToLookFor(thumbnail, content))];
        return new Fingerprint(
            thumbnail,
            [.. plain, .. plain.Select(view => view.Mirrored())],
            [.. Hash(square, HashedViews.ToFind(thumbnail, content))]);
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
    /// <summary>The view as it would be of the mirrored picture, placed in this one.</summary>
    public ViewHash Mirrored()
    {
        var mirrored = new sbyte[Hash.Length];
        PerceptualHash.Mirror(Hash, mirrored);
        return new ViewHash(Placement.Mirrored.Then(View), mirrored);
    }
}
