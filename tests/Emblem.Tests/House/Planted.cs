#pragma warning disable IDE0130, CA1852, IDE0040 // Planted for RankTests: namespaces of their own, several to a file.

using Emblem.Tests.House.Planted.Training;

namespace Emblem.Tests.House.Planted.Training
{
    internal sealed class HigherType
    {
        public static int Answer() => 42;
    }
}

namespace Emblem.Tests.House.Planted.Foundation
{
    internal sealed class UsesInACall
    {
        public static int Ask() => HigherType.Answer();
    }

    internal sealed class UsesInAField
    {
        public HigherType? Field { get; set; }
    }

    internal sealed class UsesInAClosure
    {
        public static Func<int> Ask(int more) => () => HigherType.Answer() + more;
    }

    internal sealed class UsesAsTypeArgument
    {
        public static object Make() => new List<HigherType>();
    }

    internal sealed class UsesItsOwnRank
    {
        public static int Ask() => UsesInACall.Ask();
    }
}
