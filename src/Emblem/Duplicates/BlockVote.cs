namespace Emblem.Duplicates;

/// <summary>
/// How far two aligned pictures agree: the one is cut into small blocks, and each that shows something says yes where its normalised
/// correlation with what lies over it is high. Even blocks say nothing, so two white backgrounds are no likeness.
/// </summary>
/// <param name="Textured">Blocks of the picture that show something.</param>
/// <param name="Covered">Those of them that the other picture covers by half or more.</param>
/// <param name="Voting">Blocks that are covered and where either picture shows something.</param>
/// <param name="Agreeing">Those that say yes.</param>
/// <param name="Correlation">The mean correlation of the agreeing ones.</param>
internal readonly record struct BlockVote(int Textured, int Covered, int Voting, int Agreeing, double Correlation)
{
    /// <summary>The least standard deviation of a block that shows something, in levels of 255.</summary>
    private const double LeastDeviation = 7;

    /// <summary>The least correlation that says yes.</summary>
    private const double LeastCorrelation = 0.8;

    /// <summary>What share of the textured blocks the other picture covers.</summary>
    public double Cover => (double)Covered / Math.Max(1, Textured);

    /// <summary>What share of the voting blocks agrees.</summary>
    public double Agreement => (double)Agreeing / Math.Max(1, Voting);

    /// <param name="still">The picture that is cut.</param>
    /// <param name="moved">The picture that is laid over it.</param>
    /// <param name="placement">From the one to the other.</param>
    /// <param name="side">Pixels of a block's side.</param>
    public static BlockVote Take(Plane still, Plane moved, Placement placement, int side)
    {
        int textured = 0, covered = 0, voting = 0, agreeing = 0;
        double correlations = 0;
        for (int top = 0; top + side <= still.Height; top += side)
        {
            for (int left = 0; left + side <= still.Width; left += side)
            {
                Block block = Block.Compare(still, moved, placement, (left, top), side);
                bool shows = block.Deviation >= LeastDeviation;
                textured += shows ? 1 : 0;
                if (!block.IsCovered)
                    continue;
                covered += shows ? 1 : 0;
                if (Math.Max(block.OwnDeviation, block.OtherDeviation) < LeastDeviation)
                    continue;
                voting++;
                if (block.Correlation < LeastCorrelation)
                    continue;
                agreeing++;
                correlations += block.Correlation;
            }
        }

        return new BlockVote(textured, covered, voting, agreeing, correlations / Math.Max(1, agreeing));
    }

    /// <summary>One block of the still picture and what lies over it; own and other deviation where both are.</summary>
    private readonly record struct Block(bool IsCovered, double Deviation, double OwnDeviation, double OtherDeviation, double Correlation)
    {
        /// <summary>Keeps the correlation of two nearly even blocks near zero.</summary>
        private const double Noise = 1;

        public static Block Compare(Plane still, Plane moved, Placement placement, (int Left, int Top) at, int side)
        {
            double all = 0, squares = 0, a = 0, aa = 0, b = 0, bb = 0, ab = 0;
            int covered = 0;
            for (int y = at.Top; y < at.Top + side; y++)
            {
                var line = new PlacedLine(still, moved, placement, y);
                for (int x = at.Left; x < at.Left + side; x++)
                {
                    float own = still.Values[(y * still.Width) + x];
                    (all, squares) = (all + own, squares + (own * own));
                    bool isEdge = x == 0 || y == 0 || x == still.Width - 1 || y == still.Height - 1;
                    if (isEdge || !moved.TryPlace(line.X(x), line.Y(x), out Place place))
                        continue;
                    float other = moved.Value(place);
                    covered++;
                    (a, aa, b, bb, ab) = (a + own, aa + (own * own), b + other, bb + (other * other), ab + (own * other));
                }
            }

            double count = Math.Max(1, covered);
            double ownVariance = Variance(a, aa, count);
            double otherVariance = Variance(b, bb, count);
            double correlation = ((ab / count) - (a / count * (b / count))) / Math.Sqrt((ownVariance + Noise) * (otherVariance + Noise));
            return new Block(
                2 * covered >= side * side, Math.Sqrt(Variance(all, squares, side * side)), Math.Sqrt(ownVariance), Math.Sqrt(otherVariance), correlation);
        }

        private static double Variance(double sum, double squares, double count) =>
            Math.Max(0, (squares / count) - (sum / count * (sum / count)));
    }
}
