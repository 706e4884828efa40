using Emblem.Foundation;

namespace Emblem.Cli.Quickstart;

/// <summary>The choices that drawing makes, in single precision as Skia takes them.</summary>
internal static class RandomChoices
{
    extension(RandomStream random)
    {
        public float Between(double low, double high) => (float)random.NextDouble(low, high);

        /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
        public int Whole(int low, int high) => low + random.NextInt(high - low + 1);

        public T Pick<T>(params IReadOnlyList<T> choices) => choices[random.NextInt(choices.Count)];
    }
}
