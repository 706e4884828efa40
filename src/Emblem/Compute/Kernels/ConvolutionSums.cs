using System.Runtime.CompilerServices;
using Emblem.Foundation;

namespace Emblem.Compute.Kernels;

/// <summary>
/// What sums over the channels of a convolution's results should be, by its definition and nothing of libtorch's: Σ ±y at a place of the result,
/// Σ ±∂x at a place of the input, and Σ ±∂w over the outputs for each input at a place of the kernel. With the weights summed first a place costs
/// no more than one channel of it.
/// </summary>
internal sealed class ConvolutionSums
{
    private readonly ConvolutionSample _sample;
    private readonly ConvolutionShape _shape;

    // [kernel, kernel, channels]: the weights of each input summed by the outputs' signs, and of each output by the inputs'.
    private readonly int[] _byInput;
    private readonly int[] _byOutput;

    public ConvolutionSums(ConvolutionSample sample)
    {
        _sample = sample;
        _shape = sample.Shape;
        RandomStream random = sample.Random.Stream("kernel signs");
        OutputSigns = RandomSigns.Of(_shape.Outputs, random);
        InputSigns = RandomSigns.Of(_shape.Inputs, random);
        (_byInput, _byOutput) = SumWeights();
    }

    private bool IsDepthwise => _shape is { GroupInputs: 1, GroupOutputs: 1 };

    /// <summary>A sign for each channel of the result.</summary>
    public short[] OutputSigns { get; }

    /// <summary>A sign for each channel of the input.</summary>
    public short[] InputSigns { get; }

    /// <summary>The sum at each place of the result, and the size that it has by chance.</summary>
    public IEnumerable<(double Sum, double Size)> Results(SampledPlaces places)
    {
        double bias = _sample.Bias.Select((number, output) => (double)number * OutputSigns[output]).Sum();
        foreach ((int picture, int row, int column) in places.All)
        {
            double sum = bias;
            int seen = 0;
            for (int place = 0; place < _shape.Kernel * _shape.Kernel; place++)
            {
                (int y, int x) = InputOf(row, column, place);
                if (!IsInside(y, x))
                    continue;
                seen++;
                sum += Dot(
                    _sample.Input.AsSpan(At(picture, y, x, _shape.Height, _shape.Width, _shape.Inputs), _shape.Inputs),
                    _byInput.AsSpan(place * _shape.Inputs, _shape.Inputs));
            }

            yield return (sum, Size((long)_shape.Outputs * seen * _shape.GroupInputs));
        }
    }

    /// <summary>The sum at each place of the input's gradient, and the size that it has by chance.</summary>
    public IEnumerable<(double Sum, double Size)> InputGradients(SampledPlaces places)
    {
        foreach ((int picture, int row, int column) in places.All)
        {
            double sum = 0;
            int seen = 0;
            for (int place = 0; place < _shape.Kernel * _shape.Kernel; place++)
            {
                (int down, int across) = (row + _shape.Padding - (place / _shape.Kernel), column + _shape.Padding - (place % _shape.Kernel));
                (int y, int x) = (down / _shape.Stride, across / _shape.Stride);
                if (down < 0 || across < 0 || down % _shape.Stride != 0 || across % _shape.Stride != 0 || y >= _shape.ResultHeight || x >= _shape.ResultWidth)
                    continue;
                seen++;
                sum += Dot(
                    _sample.Gradient.AsSpan(At(picture, y, x, _shape.ResultHeight, _shape.ResultWidth, _shape.Outputs), _shape.Outputs),
                    _byOutput.AsSpan(place * _shape.Outputs, _shape.Outputs));
            }

            yield return (sum, Size((long)_shape.Inputs * seen * _shape.GroupOutputs));
        }
    }

    /// <summary>For each input channel the sum of the weights' gradients at some places of the kernel, and the size that all at a place have by chance.</summary>
    public IReadOnlyList<(double[] Sums, double Size)> WeightGradients(IReadOnlyList<int> kernelPlaces, int threads)
    {
        double[][] sums = [.. Enumerable.Range(0, _shape.Pictures).Select(_ => new double[kernelPlaces.Count * _shape.Inputs])];
        KernelThreads.Each(_shape.Pictures, threads, picture => AddPicture(picture, [.. kernelPlaces], sums[picture]));
        return
        [
            .. kernelPlaces.Select((place, i) => (
                Enumerable.Range(i * _shape.Inputs, _shape.Inputs).Select(at => sums.Sum(picture => picture[at])).ToArray(),
                Size(_shape.Pictures * PlacesThatSee(place) * _shape.GroupOutputs))),
        ];
    }

    private void AddPicture(int picture, ReadOnlySpan<int> kernelPlaces, double[] sums)
    {
        int[] row = new int[sums.Length];
        for (int y = 0; y < _shape.ResultHeight; y++)
        {
            // A row's sums fit 32 bits with any numbers; a picture's may not.
            Array.Clear(row);
            for (int x = 0; x < _shape.ResultWidth; x++)
            {
                if (IsDepthwise)
                    AddDepthwisePlace(row, picture, y, x, kernelPlaces);
                else
                    AddPlace(row, picture, y, x, kernelPlaces);
            }

            for (int i = 0; i < row.Length; i++)
                sums[i] += row[i];
        }

        // Each depthwise channel has one output, whose sign belongs to the sum.
        for (int i = 0; IsDepthwise && i < sums.Length; i++)
            sums[i] *= OutputSigns[i % _shape.Inputs];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPlace(int[] sums, int picture, int y, int x, ReadOnlySpan<int> kernelPlaces)
    {
        ReadOnlySpan<sbyte> gradients = GradientAt(picture, y, x);
        for (int group = 0; group < _shape.Groups; group++)
        {
            int outputs = group * _shape.GroupOutputs;
            int inputs = group * _shape.GroupInputs;
            int signed = SignedSums.Of(gradients.Slice(outputs, _shape.GroupOutputs), OutputSigns.AsSpan(outputs, _shape.GroupOutputs));
            for (int i = 0; i < kernelPlaces.Length; i++)
            {
                ReadOnlySpan<sbyte> seen = SeenAt(picture, y, x, kernelPlaces[i]);
                if (!seen.IsEmpty)
                    SignedSums.AddScaled(sums.AsSpan((i * _shape.Inputs) + inputs, _shape.GroupInputs), seen.Slice(inputs, _shape.GroupInputs), signed);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddDepthwisePlace(int[] sums, int picture, int y, int x, ReadOnlySpan<int> kernelPlaces)
    {
        ReadOnlySpan<sbyte> gradients = GradientAt(picture, y, x);
        for (int i = 0; i < kernelPlaces.Length; i++)
        {
            ReadOnlySpan<sbyte> seen = SeenAt(picture, y, x, kernelPlaces[i]);
            if (!seen.IsEmpty)
                SignedSums.AddProducts(sums.AsSpan(i * _shape.Inputs, _shape.Inputs), gradients, seen);
        }
    }

    private ReadOnlySpan<sbyte> GradientAt(int picture, int y, int x) =>
        _sample.Gradient.AsSpan(At(picture, y, x, _shape.ResultHeight, _shape.ResultWidth, _shape.Outputs), _shape.Outputs);

    /// <summary>The channels that a result sees through a place of the kernel; none outside of the picture.</summary>
    private ReadOnlySpan<sbyte> SeenAt(int picture, int y, int x, int kernelPlace)
    {
        (int row, int column) = InputOf(y, x, kernelPlace);
        return IsInside(row, column) ? _sample.Input.AsSpan(At(picture, row, column, _shape.Height, _shape.Width, _shape.Inputs), _shape.Inputs) : [];
    }

    private long PlacesThatSee(int kernelPlace) => Enumerable.Range(0, _shape.ResultHeight).Sum(row => Enumerable.Range(0, _shape.ResultWidth)
        .LongCount(column => InputOf(row, column, kernelPlace) is var (y, x) && IsInside(y, x)));

    private (int[] ByInput, int[] ByOutput) SumWeights()
    {
        int area = _shape.Kernel * _shape.Kernel;
        int[] byInput = new int[area * _shape.Inputs];
        int[] byOutput = new int[area * _shape.Outputs];
        for (int output = 0; output < _shape.Outputs; output++)
        {
            int first = output / _shape.GroupOutputs * _shape.GroupInputs;
            for (int place = 0; place < area; place++)
            {
                ReadOnlySpan<sbyte> weights = _sample.Weight.AsSpan(((output * area) + place) * _shape.GroupInputs, _shape.GroupInputs);
                SignedSums.AddScaled(byInput.AsSpan((place * _shape.Inputs) + first, _shape.GroupInputs), weights, OutputSigns[output]);
                byOutput[(place * _shape.Outputs) + output] = SignedSums.Of(weights, InputSigns.AsSpan(first, _shape.GroupInputs));
            }
        }

        return (byInput, byOutput);
    }

    /// <summary>The place of the input that a place of the result sees through a place of the kernel.</summary>
    private (int Row, int Column) InputOf(int row, int column, int kernelPlace) => (
        (row * _shape.Stride) - _shape.Padding + (kernelPlace / _shape.Kernel),
        (column * _shape.Stride) - _shape.Padding + (kernelPlace % _shape.Kernel));

    private bool IsInside(int row, int column) => row >= 0 && column >= 0 && row < _shape.Height && column < _shape.Width;

    private static int At(int picture, int row, int column, int height, int width, int channels) =>
        ((((picture * height) + row) * width) + column) * channels;

    private static double Dot(ReadOnlySpan<sbyte> values, ReadOnlySpan<int> weights)
    {
        long sum = 0;
        for (int i = 0; i < values.Length; i++)
            sum += (long)values[i] * weights[i];
        return sum;
    }

    /// <summary>The deviation of a sum of so many products of two random numbers.</summary>
    private static double Size(long products) => ConvolutionSample.MeanSquare * Math.Sqrt(products);
}
