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

    /// <summary>Agreement in detail that needs no second look.</summary>
    private const double SureDetail = 0.75;

    /// <summary>
    /// The least agreement in colour where both have some: worn copies stay above 0.73, the lowest being pale ones; things of one shape and
    /// two colours mostly have less than 0.4.
    /// </summary>
    private const double LeastColour = 0.65;

    /// <summary>Agreement in colour that few pictures have by chance, so that less detail is enough beside it.</summary>
    private const double SureColour = 0.9;

    private const int ExactSteps = 4;

    /// <summary>
    /// The least agreement in detail of a duplicate; and what is enough where the same at half the size reaches a third bound: a copy that
    /// was far smaller, or saved badly, has lost its finest detail and no other. By whether the colours surely agree, somewhat, or are
    /// unknown. Different pictures in one frame or studio mostly stay below 0.45, worn copies above 0.65; between lie faint pictures with a
    /// mark, and different things of one shape and one gray.
    /// </summary>
    private static readonly (double Least, double Faint, double Soft) Backed = (0.47, 0.36, 0.74), Doubtful = (0.62, 0.36, 0.79), Uncoloured = (0.6, 0.37, 0.81);

    private const int Block = 8;
    private const int Steps = 12;

    private readonly double _aspect;
    private readonly Chroma _chroma;
    private readonly Plane _fine;
    private readonly Plane _soft;
    private readonly Plane _coarse;
    private readonly Lazy<Plane> _sharp;

    public PairDecision(Thumbnail thumbnail)
    {
        GrayImage picture = thumbnail.Gray;
        _chroma = thumbnail.Chroma;
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
        return score > 0 && Colour(other, placement) is var colour && !(colour < LeastColour) && ShowsTheSame(other, placement, colour) ? score : 0;
    }

    /// <summary>The worse of both ways; null where either picture is as good as gray.</summary>
    private double? Colour(PairDecision other, Placement placement) =>
        ColourVote.Agreement(_chroma, other._chroma, placement) is { } forth && ColourVote.Agreement(other._chroma, _chroma, placement.Inverse()) is { } back
            ? Math.Min(forth, back) : null;

    private bool ShowsTheSame(PairDecision other, Placement placement, double? colour)
    {
        if (Detail(_sharp.Value, other._sharp.Value, placement) >= SureDetail)
            return true;

        // Half a pixel off at full size is little at half of it, and takes the finest detail away.
        Placement exact = Alignment.Refine(_sharp.Value, other._sharp.Value, placement, ExactSteps) ?? placement;
        double detail = Detail(_sharp.Value, other._sharp.Value, exact);
        (double least, double faint, double soft) = colour is null ? Uncoloured : colour >= SureColour ? Backed : Doubtful;
        return detail >= least || (detail >= faint && Detail(_soft, other._soft, exact) >= soft);
    }

    /// <summary>The worse of both ways; too little detail to say is none.</summary>
    private static double Detail(Plane own, Plane other, Placement placement) => Math.Min(
        DetailVote.Take(own, other, placement).Agreement() ?? 0, DetailVote.Take(other, own, placement.Inverse()).Agreement() ?? 0);

    private static double Judge(BlockVote vote)
    {
        double score = vote.Agreement * vote.Correlation;
        return vote.Agreeing >= LeastBlocks && vote.Cover >= LeastCover && score >= LeastScore ? score : 0;
    }

    private bool IsPlausible(PairDecision other, Placement placement) =>
        Math.Abs(placement.Determinant) is > 0.2 and < 5 && placement.Distortion(_aspect, other._aspect) <= LargestDistortion;
}
