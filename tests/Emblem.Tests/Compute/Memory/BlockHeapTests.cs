using Emblem.Compute.Memory;

namespace Emblem.Tests.Compute.Memory;

public sealed class BlockHeapTests
{
    private const int Page = BlockHeap.Unit;
    private const nint Start = 100 * Page;

    private readonly BlockHeap _heap = new(Start, 100 * Page);

    [Fact]
    public void Blocks_are_whole_pages_one_after_the_other()
    {
        Assert.Equal(Start, _heap.Take(1));
        Assert.Equal(Start + Page, _heap.Take(Page + 1));
        Assert.Equal(Start + (3 * Page), _heap.Take(Page));
    }

    [Fact]
    public void A_block_goes_where_it_leaves_the_least()
    {
        nint large = _heap.Take(10 * Page);
        _heap.Take(Page);
        nint small = _heap.Take(4 * Page);
        _heap.Take(Page);
        _heap.Give(large);
        _heap.Give(small);

        Assert.Equal(small, _heap.Take(3 * Page));
        Assert.Equal(large, _heap.Take(5 * Page));
    }

    [Fact]
    public void Freed_neighbours_become_one()
    {
        nint first = _heap.Take(2 * Page);
        nint second = _heap.Take(3 * Page);
        nint third = _heap.Take(4 * Page);
        _heap.Take(Page);
        _heap.Give(first);
        _heap.Give(third);
        _heap.Give(second);

        Assert.Equal([(first, 9L * Page), (Start + (10 * Page), 90L * Page)], _heap.Free);
        Assert.Equal(first, _heap.Take(9 * Page));
    }

    [Fact]
    public void What_does_not_fit_is_not_placed()
    {
        Assert.Equal(0, _heap.Take(101 * Page));
        Assert.Equal(Start, _heap.Take(100 * Page));
        Assert.Equal(0, _heap.Take(1));
        _heap.Give(Start);
        Assert.Equal(Start, _heap.Take(1));
    }

    [Fact]
    public void Only_the_first_address_of_a_block_gives_it_back()
    {
        nint block = _heap.Take(2 * Page);
        Assert.Throws<ArgumentException>(() => _heap.Give(block + Page));
        _heap.Give(block);
        Assert.Throws<ArgumentException>(() => _heap.Give(block));
    }

    [Fact]
    public void Covers_its_range_and_nothing_else()
    {
        Assert.False(_heap.Covers(Start - 1));
        Assert.True(_heap.Covers(Start));
        Assert.True(_heap.Covers(Start + (100 * Page) - 1));
        Assert.False(_heap.Covers(Start + (100 * Page)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_two_blocks_overlap_and_nothing_is_lost(int seed)
    {
        var random = new Random(seed);
        var alive = new SortedDictionary<nint, int>();
        for (int step = 0; step < 3000; step++)
        {
            if (alive.Count > 0 && random.Next(100) < 48)
            {
                nint given = alive.Keys.ElementAt(random.Next(alive.Count));
                alive.Remove(given);
                _heap.Give(given);
            }
            else
            {
                int pages = random.Next(1, 9);
                nint block = _heap.Take((pages * Page) - random.Next(Page));
                if (block == 0)
                    Assert.DoesNotContain(_heap.Free, piece => piece.Size >= pages * Page);
                else
                    alive.Add(block, pages);
            }

            // Blocks and free pieces together are the range, each byte once, and free pieces never touch.
            (nint Start, long Size, bool Free)[] pieces =
            [
                .. alive.Select(block => (block.Key, (long)block.Value * Page, false))
                    .Concat(_heap.Free.Select(piece => (piece.Start, piece.Size, true)))
                    .OrderBy(piece => piece.Item1),
            ];
            nint at = Start;
            for (int i = 0; i < pieces.Length; i++)
            {
                Assert.Equal(at, pieces[i].Start);
                Assert.False(i > 0 && pieces[i].Free && pieces[i - 1].Free);
                at += (nint)pieces[i].Size;
            }

            Assert.Equal(Start + (100 * Page), at);
        }
    }
}
