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

    /// <summary>Agreement in detail that needs no second look, if it is throughout or the colours surely agree.</summary>
    private const double SureDetail = 0.75;

    /// <summary>
    /// The least agreement in colour where both have some: worn copies stay above 0.73, the lowest being pale ones; things of one shape and
    /// two colours mostly have less than 0.4.
    /// </summary>
    private const double LeastColour = 0.65;

    /// <summary>Agreement in colour that few pictures have by chance, so that less detail is enough beside it.</summary>
    private const double SureColour = 0.9;

    private const int ExactSteps = 4;

    /// <summary>Places nearer to each other than this share of a side are one: a quarter of a pixel where the alignment is still rough.</summary>
    private const double LeastApart = 0.008;

    /// <summary>
    /// The least agreement in detail without the corners of a frame. Copies of next to nothing in a frame have 0.2; different ones have below
    /// 0.1, however well the corners agree.
    /// </summary>
    private const double LeastInside = 0.15;

    /// <summary>
    /// What is asked of detail where the colours surely agree: the least at full size; or less there and more at half the size in one light,
    /// for a copy that was far smaller, or saved badly, has lost its finest detail and no other. A mark is left out.
    /// </summary>
    private const double LeastBacked = 0.47, LeastBackedHalf = 0.68;

    /// <summary>The same where colour says less: as much at either size, or more at half of it and by nothing that was left out.</summary>
    private const double Least = 0.6, LeastHalf = 0.6, LeastHalfThroughout = 0.75;

    /// <summary>
    /// Agreement outside a mark is not enough: of cups of one shape with other prints, or pale pictures cut out in one outline before one
    /// shadow, all but the print agrees. So with the mark as much must agree, where colour says less and where it surely agrees; or nearly as
    /// much as without it: a copy that has lost its finest detail has lost it everywhere alike. Marked copies stay above, other prints below.
    /// </summary>
    private const double LeastThroughout = 0.62, LeastBackedThroughout = 0.38, LargestMark = 0.09;

    /// <summary>Agreement at full size without which half the size says nothing.</summary>
    private const double LeastFaint = 0.36;

    private const int Block = 8;
    private const int Steps = 12;

    private readonly double _aspect;
    private readonly Chroma _chroma;
    private readonly Plane _fine;
    private readonly Plane _soft;
    private readonly Plane _coarse;
    private readonly Lazy<Plane> _sharp;
    private readonly Lazy<Placement?> _frame;

    public PairDecision(Thumbnail thumbnail)
    {
        GrayImage picture = thumbnail.Gray;
        _chroma = thumbnail.Chroma;
        _aspect = (double)picture.Width / picture.Height;
        _fine = Plane.Of(picture).Halved();
        _soft = _fine.Softened();
        _coarse = _soft.Halved().Softened();
        _sharp = new Lazy<Plane>(() => Plane.Of(picture).Softened(), LazyThreadSafetyMode.None);
        _frame = new Lazy<Placement?>(() => EvenMargins.Find(picture), LazyThreadSafetyMode.None);
    }

    /// <summary>The score of the first of some placements of this picture's points in another that holds, or 0 where none does.</summary>
    public double Score(PairDecision other, IEnumerable<Placement> placements)
    {
        var met = new List<Placement>();
        return placements.Select(placement => Score(other, placement, met)).FirstOrDefault(score => score > 0);
    }

    /// <param name="other">The other picture.</param>
    /// <param name="start">Where a hash says that they meet.</param>
    /// <param name="met">Where earlier starts led, and were refused: mostly several lead to one place.</param>
    private double Score(PairDecision other, Placement start, List<Placement> met)
    {
        if (Alignment.Refine(_coarse, other._coarse, start, Steps) is not { } rough || !IsPlausible(other, rough)
            || BlockVote.Take(_coarse, other._coarse, rough, Block / 2).Agreement < LeastRoughAgreement)
        {
            return 0;
        }

        bool isNew = met.TrueForAll(earlier => earlier.DistanceTo(rough) >= LeastApart);
        met.Add(rough);

        // Fine texture can lead a step astray from a start that was as good as exact.
        return ((Placement?[])[isNew ? Alignment.Refine(_soft, other._soft, rough, Steps) : null, start])
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
        bool isBacked = colour >= SureColour;
        BothWays near = Votes(_sharp.Value, other._sharp.Value, placement);
        if (near.Agreement >= SureDetail && (isBacked || near.IsThroughout(LeastThroughout)))
            return true;

        // Half a pixel off at full size is little at half of it, and takes the finest detail away.
        Placement exact = Alignment.Refine(_sharp.Value, other._sharp.Value, placement, ExactSteps) ?? placement;
        BothWays full = Votes(_sharp.Value, other._sharp.Value, exact);
        if (full.Agreement < LeastFaint || !full.IsThroughout(isBacked ? LeastBackedThroughout : LeastThroughout))
            return false;
        BothWays half = Votes(_soft, other._soft, exact, inOneLight: true);
        bool agrees = isBacked
            ? full.Agreement >= LeastBacked || half.Agreement >= LeastBackedHalf
            : (full.Agreement >= Least && half.Agreement >= LeastHalf) || (half.Throughout >= LeastHalfThroughout && half.HasNoMark);
        return agrees && ShowsTheSameInside(other, exact);
    }

    private bool ShowsTheSameInside(PairDecision other, Placement placement) =>
        (_frame.Value ?? other._frame.Value) is null
        || Votes(_sharp.Value, other._sharp.Value, placement, frames: (_frame.Value, other._frame.Value)).Agreement >= LeastInside;

    private static BothWays Votes(Plane own, Plane other, Placement placement, bool inOneLight = false, (Placement? Own, Placement? Other) frames = default) => new(
        DetailVote.Take(own, other, placement, inOneLight, frames.Own), DetailVote.Take(other, own, placement.Inverse(), inOneLight, frames.Other));

    private static double Judge(BlockVote vote)
    {
        double score = vote.Agreement * vote.Correlation;
        return vote.Agreeing >= LeastBlocks && vote.Cover >= LeastCover && score >= LeastScore ? score : 0;
    }

    private bool IsPlausible(PairDecision other, Placement placement) =>
        Math.Abs(placement.Determinant) is > 0.2 and < 5 && placement.Distortion(_aspect, other._aspect) <= LargestDistortion;

    /// <summary>Either picture cut, the other laid over it: the worse counts; too little detail to say is none.</summary>
    private readonly record struct BothWays(DetailVote Forth, DetailVote Back)
    {
        public double Agreement => Math.Min(Forth.Agreement() ?? 0, Back.Agreement() ?? 0);

        public double Throughout => Math.Min(Forth.Throughout() ?? 0, Back.Throughout() ?? 0);

        /// <summary>Whether leaving out a mark raises the agreement by little.</summary>
        public bool HasNoMark => Agreement - Throughout <= LargestMark;

        public bool IsThroughout(double least) => Throughout >= least || HasNoMark;
    }
}
