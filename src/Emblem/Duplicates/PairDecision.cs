using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>The second stage: aligns two pictures from where a hash says that they meet, and lets their pixels decide.</summary>
internal sealed class PairDecision
{
    /// <summary>Blocks that must agree at the least: fewer are chance.</summary>
    private const int LeastBlocks = 6;

    /// <summary>
    /// The share of voting blocks that agree, times their correlation, that makes a duplicate. Worn photographs mostly reach 0.85; logos of
    /// one team on the same pennant reach 0.65.
    /// </summary>
    private const double LeastScore = 0.68;

    /// <summary>The share that must agree at a quarter of the size, where the alignment is still rough: only what is hopeless ends there.</summary>
    private const double LeastRoughAgreement = 0.35;

    /// <summary>The share of either picture's textured blocks that must be covered by the other.</summary>
    private const double LeastCover = 0.5;

    /// <summary>The largest change of shape, larger over smaller stretch.</summary>
    private const double LargestDistortion = 1.3;

    /// <summary>
    /// The least agreement in detail of a duplicate. Different pictures in one frame or studio mostly stay below 0.25, worn copies above 0.7;
    /// between lie faint pictures with a mark.
    /// </summary>
    private const double LeastDetail = 0.47;

    /// <summary>The same of what no other picture shows, marks included: less is asked, since nothing shared helps.</summary>
    private const double LeastOwnDetail = 0.3;

    /// <summary>The share of voting blocks from which two pictures have something in common, if only what is round them.</summary>
    private const double LeastShared = 0.4;

    private const int Block = 8;
    private const int Steps = 12;

    private readonly double _aspect;
    private readonly Plane _fine;
    private readonly Plane _soft;
    private readonly Plane _coarse;
    private readonly Lazy<Plane> _sharp;

    public PairDecision(GrayImage picture)
    {
        _aspect = (double)picture.Width / picture.Height;
        _fine = Plane.Of(picture).Halved();
        _soft = _fine.Softened();
        _coarse = _soft.Halved().Softened();
        _sharp = new Lazy<Plane>(() => Plane.Of(picture).Softened(), LazyThreadSafetyMode.None);
    }

    /// <summary>The first of some placements of this picture's points in another that makes a duplicate, else the first with something shared.</summary>
    /// <returns>Null where the pictures have nothing in common.</returns>
    public PairComparison? Compare(PairDecision other, IEnumerable<Placement> placements) =>
        First(placements.SelectMany(start => Align(other, start)).Select(placement => Vote(other, placement)));

    /// <summary>Whether pictures that look like duplicates still do where nothing that others share counts, or have nothing else.</summary>
    public bool IsConfirmed(PairDecision other, Placement placement, BlockSet shared, BlockSet sharedOfOther)
    {
        (DetailVote forth, DetailVote back) = Details(other, placement);
        return (forth.AgreementWithout(shared) ?? 1) >= LeastOwnDetail && (back.AgreementWithout(sharedOfOther) ?? 1) >= LeastOwnDetail;
    }

    private static PairComparison? First(IEnumerable<PairComparison?> comparisons)
    {
        PairComparison? shared = null;
        foreach (PairComparison? comparison in comparisons)
        {
            if (comparison?.Score > 0)
                return comparison;
            shared ??= comparison;
        }

        return shared;
    }

    private IEnumerable<Placement> Align(PairDecision other, Placement start)
    {
        if (Alignment.Refine(_coarse, other._coarse, start, Steps) is not { } rough || !IsPlausible(other, rough)
            || BlockVote.Take(_coarse, other._coarse, rough, Block / 2).Agreement < LeastRoughAgreement)
        {
            yield break;
        }

        if (Alignment.Refine(_soft, other._soft, rough, Steps) is { } fine)
            yield return fine;

        // Fine texture can lead a step astray from a start that was as good as exact.
        yield return start;
    }

    /// <summary>Both pictures are cut into blocks by turns, and the worse vote counts: neither may show much that the other lacks.</summary>
    private PairComparison? Vote(PairDecision other, Placement placement)
    {
        if (!IsPlausible(other, placement) || BlockVote.Take(_fine, other._fine, placement, Block) is not { Agreement: >= LeastShared } forth)
            return null;
        double score = Judge(forth);
        if (score > 0)
            score = Math.Min(score, Judge(BlockVote.Take(other._fine, _fine, placement.Inverse(), Block)));
        (DetailVote detail, DetailVote detailBack) = Details(other, placement);
        bool isSame = score > 0 && detail.Agreement() >= LeastDetail && detailBack.Agreement() >= LeastDetail;
        return new PairComparison(isSame ? score : 0, placement, detail.Agreeing, detailBack.Agreeing);
    }

    private (DetailVote Forth, DetailVote Back) Details(PairDecision other, Placement placement) =>
        (DetailVote.Take(_sharp.Value, other._sharp.Value, placement), DetailVote.Take(other._sharp.Value, _sharp.Value, placement.Inverse()));

    private static double Judge(BlockVote vote)
    {
        double score = vote.Agreement * vote.Correlation;
        return vote.Agreeing >= LeastBlocks && vote.Cover >= LeastCover && score >= LeastScore ? score : 0;
    }

    private bool IsPlausible(PairDecision other, Placement placement) =>
        Math.Abs(placement.Determinant) is > 0.2 and < 5 && placement.Distortion(_aspect, other._aspect) <= LargestDistortion;
}

/// <summary>What two aligned pictures have in common.</summary>
/// <param name="Score">How well they agree, or 0 where they are not one picture.</param>
/// <param name="Placement">From the first to the second.</param>
/// <param name="OfFirst">Blocks of the first with detail that the second has too.</param>
/// <param name="OfSecond">Blocks of the second with detail that the first has too.</param>
internal readonly record struct PairComparison(double Score, Placement Placement, BlockSet OfFirst, BlockSet OfSecond);
