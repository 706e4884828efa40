using Emblem.Foundation;
using Emblem.Training.Fitting;

namespace Emblem.Tests.Training.Fitting;

public sealed class RowMatrixTests
{
    /// <summary>Less than a strip, whole strips, a strip and a rest; few rows and many, so that pieces are done in turn and at once.</summary>
    [Theory]
    [InlineData(3, 5, 2)]
    [InlineData(17, 64, 3)]
    [InlineData(300, 77, 12)]
    [InlineData(2000, 99, 4)]
    public void ProductsAreThoseOfPlainSums(int rows, int width, int count)
    {
        (double[] values, double[] vectors, double[] factors) = (Draw(rows * width, 1), Draw(count * width, 2), Draw(rows * count, 3));
        var matrix = new RowMatrix(values, width);
        var products = new double[rows * count];
        double[] sums = [.. Enumerable.Repeat(7.0, (count * width) + 1)];

        matrix.Times(vectors, count, products);
        matrix.SumTimes(factors, count, sums);

        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < count; i++)
                Assert.Equal(Enumerable.Range(0, width).Sum(k => values[(row * width) + k] * vectors[(i * width) + k]), products[(row * count) + i], 1e-9);
        }

        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < width; k++)
                Assert.Equal(Enumerable.Range(0, rows).Sum(row => factors[(row * count) + i] * values[(row * width) + k]), sums[(i * width) + k], 1e-9);
        }

        Assert.Equal(7, sums[^1]);
    }

    [Fact]
    public void VectorsAreAddedAndMultipliedToTheirEnds()
    {
        for (int length = 0; length < 40; length++)
        {
            (double[] a, double[] b) = (Draw(length, 4), Draw(length, 5));
            double[] sum = [.. a];

            Vectors.Add(sum, b, 0.5);

            Assert.Equal(a.Zip(b, (x, y) => x * y).Sum(), Vectors.Dot(a, b), 1e-12);
            Assert.All(sum.Zip(a.Zip(b)), pair => Assert.Equal(pair.Second.First + (0.5 * pair.Second.Second), pair.First, 1e-15));
            Assert.Equal(a.Select(Math.Abs).DefaultIfEmpty(0).Max(), Vectors.Largest(a));
        }
    }

    private static double[] Draw(int count, int seed)
    {
        RandomStream random = new RandomSource(seed).Stream("numbers");
        return [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
    }
}
