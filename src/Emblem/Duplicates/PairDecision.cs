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
    /// The least agreement in detail of a duplicate. Different pictures in one frame or studio mostly stay below 0.3, worn copies above 0.6;
    /// between lie faint pictures with a mark, and different things of one shape.
    /// </summary>
    private const double LeastDetail = 0.47;

    /// <summary>
    /// What is enough where the same at half the size is above <see cref="LeastSoftDetail"/>: a copy that was far smaller, or saved badly, has
    /// lost its finest detail and no other.
    /// </summary>
    private const double LeastFaintDetail = 0.38;

    private const double LeastSoftDetail = 0.6;

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

    /// <summary>The score of the first of some placements of this picture's points in another that holds, or 0 where none does.</summary>
    public double Score(PairDecision other, IEnumerable<Placement> placements) =>
        placements.Select(placement => Score(other, placement)).FirstOrDefault(score => score > 0);

    private double Score(PairDecision other, Placement start)
    {
        if (Alignment.Refine(_coarse, other._coarse, start, Steps) is not { } rough || !IsPlausible(other, rough)
            || BlockVote.Take(_coarse, other._coarse, rough, Block / 2).Agreement < LeastRoughAgreement)
        {
            return 0;
        }

        // Fine texture can lead a step astray from a start that was as good as exact.
        return ((Placement?[])[Alignment.Refine(_soft, other._soft, rough, Steps), start])
            .Select(placement => Vote(other, placement)).FirstOrDefault(score => score > 0);
    }

    /// <summary>Both pictures are cut into blocks by turns, and the worse vote counts: neither may show much that the other lacks.</summary>
    private double Vote(PairDecision other, Placement? aligned)
    {
        if (aligned is not { } placement || !IsPlausible(other, placement))
            return 0;
        double forth = Judge(BlockVote.Take(_fine, other._fine, placement, Block));
        double score = forth == 0 ? 0 : Math.Min(forth, Judge(BlockVote.Take(other._fine, _fine, placement.Inverse(), Block)));
        return score > 0 && ShowsTheSame(other, placement) && other.ShowsTheSame(this, placement.Inverse()) ? score : 0;
    }

    private bool ShowsTheSame(PairDecision other, Placement placement)
    {
        double? detail = DetailVote.Take(_sharp.Value, other._sharp.Value, placement).Agreement();
        return detail >= LeastDetail
            || (detail >= LeastFaintDetail && DetailVote.Take(_soft, other._soft, placement).Agreement() >= LeastSoftDetail);
    }

    private static double Judge(BlockVote vote)
    {
        double score = vote.Agreement * vote.Correlation;
        return vote.Agreeing >= LeastBlocks && vote.Cover >= LeastCover && score >= LeastScore ? score : 0;
    }

    private bool IsPlausible(PairDecision other, Placement placement) =>
        Math.Abs(placement.Determinant) is > 0.2 and < 5 && placement.Distortion(_aspect, other._aspect) <= LargestDistortion;
}
