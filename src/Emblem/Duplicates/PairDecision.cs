using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>The second stage: aligns two pictures from where a hash says that they meet, and lets their pixels decide.</summary>
internal sealed class PairDecision
{
    /// <summary>Blocks that must agree at the least: fewer are chance.</summary>
    private const int LeastBlocks = 6;

    /// <summary>The share of voting blocks that must agree.</summary>
    private const double LeastAgreement = 0.65;

    /// <summary>The same at a quarter of the size, where the alignment is still rough: only what is hopeless ends there.</summary>
    private const double LeastRoughAgreement = 0.35;

    /// <summary>The share of either picture's textured blocks that must be covered by the other.</summary>
    private const double LeastCover = 0.5;

    /// <summary>The largest change of shape, larger over smaller stretch.</summary>
    private const double LargestDistortion = 1.3;

    private const int Block = 8;

    private readonly double _aspect;
    private readonly Plane _fine;
    private readonly Plane _soft;
    private readonly Plane _coarse;

    public PairDecision(GrayImage picture)
    {
        _aspect = (double)picture.Width / picture.Height;
        _fine = Plane.Of(picture).Halved();
        _soft = _fine.Softened();
        _coarse = _soft.Halved().Softened();
    }

    /// <summary>The score of the first of some placements of this picture's points in another that holds, or 0 where none does.</summary>
    public double Score(PairDecision other, IEnumerable<Placement> placements) =>
        placements.Select(placement => Score(other, placement)).FirstOrDefault(score => score > 0);

    private double Score(PairDecision other, Placement start)
    {
        if (Alignment.Refine(_coarse, other._coarse, start, steps: 10) is not { } rough || !IsPlausible(other, rough)
            || BlockVote.Take(_coarse, other._coarse, rough, Block / 2).Agreement < LeastRoughAgreement)
        {
            return 0;
        }

        // Fine texture can lead the rough step astray from a start that was as good as exact.
        double score = ScoreFrom(other, rough);
        return score > 0 ? score : ScoreFrom(other, start);
    }

    private double ScoreFrom(PairDecision other, Placement rough)
    {
        if (Alignment.Refine(_soft, other._soft, rough, steps: 12) is not { } placement || !IsPlausible(other, placement))
            return 0;
        double forth = Judge(BlockVote.Take(_fine, other._fine, placement, Block));
        return forth == 0 ? 0 : Math.Min(forth, Judge(BlockVote.Take(other._fine, _fine, placement.Inverse(), Block)));
    }

    private static double Judge(BlockVote vote) =>
        vote.Agreeing >= LeastBlocks && vote.Cover >= LeastCover && vote.Agreement >= LeastAgreement ? vote.Agreement * vote.Correlation : 0;

    private bool IsPlausible(PairDecision other, Placement placement) =>
        Math.Abs(placement.Determinant) is > 0.2 and < 5 && placement.Distortion(_aspect, other._aspect) <= LargestDistortion;
}
