using Emblem.Cli.Quickstart;

namespace Emblem.Tests.Quickstart;

/// <summary>The default sample set, drawn once for all tests of it.</summary>
public sealed class DrawnSample
{
    internal SampleSet Set { get; } = SampleSet.Draw(seed: 1);
}

/// <summary>Joins the test classes that read the one sample set.</summary>
[CollectionDefinition(Name)]
public sealed class DrawnSampleCollection : ICollectionFixture<DrawnSample>
{
    public const string Name = "drawn sample";
}
