namespace Emblem.Duplicates;

/// <summary>
/// What many pictures share is no evidence that two of them are one: a studio's shadow, a card's ornament, a program's icons. It is known by
/// being found in pictures that are not duplicates of each other, so a set says itself what its backgrounds are.
/// </summary>
internal static class SharedContent
{
    /// <summary>For each picture its blocks that at least two other pictures show too, where neither they nor it are duplicates.</summary>
    /// <param name="pictures">How many there are.</param>
    /// <param name="pairs">What pairs of them have in common; those with a score are duplicates.</param>
    public static BlockSet[] Find(int pictures, IReadOnlyList<ComparedPair> pairs)
    {
        var groups = new DisjointSets(pictures);
        foreach (ComparedPair pair in pairs.Where(pair => pair.Comparison.Score > 0))
            groups.Join(pair.First, pair.Second);
        var seen = new Dictionary<(int Picture, int Group), BlockSet>();
        foreach (ComparedPair pair in pairs)
        {
            (int first, int second) = (groups.Find(pair.First), groups.Find(pair.Second));
            if (first == second)
                continue;
            Add(pair.First, second, pair.Comparison.OfFirst);
            Add(pair.Second, first, pair.Comparison.OfSecond);
        }

        var (once, twice) = (new BlockSet[pictures], new BlockSet[pictures]);
        foreach (((int picture, _), BlockSet blocks) in seen)
        {
            twice[picture] |= once[picture] & blocks;
            once[picture] |= blocks;
        }

        return twice;

        void Add(int picture, int group, BlockSet blocks) => seen[(picture, group)] = seen.GetValueOrDefault((picture, group)) | blocks;
    }
}

/// <summary>Two pictures, by their positions, and what they have in common.</summary>
internal readonly record struct ComparedPair(int First, int Second, PairComparison Comparison);
