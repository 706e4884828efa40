namespace Emblem.Duplicates;

/// <summary>Some of a picture's blocks, which are at most 256.</summary>
internal readonly record struct BlockSet(ulong A, ulong B, ulong C, ulong D)
{
    public bool IsEmpty => (A | B | C | D) == 0;

    public bool Contains(int block) => ((Word(block) >> (block % 64)) & 1) != 0;

    public BlockSet With(int block)
    {
        ulong bit = 1UL << (block % 64);
        return (block / 64) switch
        {
            0 => this with { A = A | bit },
            1 => this with { B = B | bit },
            2 => this with { C = C | bit },
            _ => this with { D = D | bit },
        };
    }

    public static BlockSet operator |(BlockSet one, BlockSet other) => new(one.A | other.A, one.B | other.B, one.C | other.C, one.D | other.D);

    public static BlockSet operator &(BlockSet one, BlockSet other) => new(one.A & other.A, one.B & other.B, one.C & other.C, one.D & other.D);

    private ulong Word(int block) => (block / 64) switch { 0 => A, 1 => B, 2 => C, _ => D };
}
