using Emblem.Compute;
using Emblem.Models.Fused;
using TorchSharp;
using static TorchSharp.torch;

namespace Emblem.Tests.Models.Fused;

public class RectifiedMaxPoolTests
{
    private static readonly torch.Generator Noise = new(7, torch.CPU);

    public static TheoryData<ScalarType, int, int> Shapes => new MatrixTheoryData<ScalarType, int, int>(
        [ScalarType.Float32, ScalarType.BFloat16], [1, 2, 7, 10], [1, 6, 9]);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gives_the_values_and_gradients_of_torchs_two_operations(ScalarType type, int height, int width)
    {
        using var scope = NewDisposeScope();
        Tensor values = Pictures(type, height, width);
        (Tensor ours, Tensor ourGradient) = Run(values, RectifiedMaxPool.Of);
        (Tensor torchs, Tensor torchsGradient) = Run(values, given => nn.functional.max_pool2d(given.clone().relu_(), 3, 2, 1));

        Assert.True(ours.equal(torchs).all().item<bool>());
        // Gradients of one value from several windows are added in another order, and torch rounds bf16 in between.
        double tolerance = type == ScalarType.BFloat16 ? 0.02 : 1e-6;
        Assert.InRange((ourGradient - torchsGradient).abs().max().to(ScalarType.Float32).item<float>(), 0, tolerance);
    }

    [Fact]
    public void Keeps_what_is_not_a_number_whatever_its_sign()
    {
        using var scope = NewDisposeScope();
        Tensor values = Pictures(ScalarType.Float32, 8, 8);
        using (no_grad())
            values[0, 3, 5, 5] = tensor(BitConverter.Int32BitsToSingle(unchecked((int)0xFFC00000)));

        Tensor pooled = RectifiedMaxPool.Of(values);

        Assert.True(float.IsNaN(pooled[0, 3, 2, 2].item<float>()));
        Assert.Equal(4, pooled.isnan().sum().item<long>());
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        using var scope = NewDisposeScope();
        Tensor values = Pictures(ScalarType.BFloat16, 11, 12);
        int before = get_num_threads();
        try
        {
            set_num_threads(1);
            (Tensor one, Tensor oneGradient) = Run(values, RectifiedMaxPool.Of);
            set_num_threads(4);
            (Tensor four, Tensor fourGradient) = Run(values, RectifiedMaxPool.Of);
            Assert.True(one.equal(four).all().item<bool>());
            Assert.True(oneGradient.equal(fourGradient).all().item<bool>());
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(3, true)]
    [InlineData(64, false)]
    public void Pictures_that_lie_otherwise_go_torchs_way(int channels, bool channelsLast)
    {
        using var scope = NewDisposeScope();
        Tensor plain = randn([2, channels, 9, 9], generator: Noise);
        Tensor values = channelsLast ? MemoryOrder.ChannelsLast(plain) : plain;

        Tensor expected = nn.functional.max_pool2d(values.relu(), 3, 2, 1);

        Assert.True(RectifiedMaxPool.Of(values).equal(expected).all().item<bool>());
    }

    [Fact]
    public void Nothing_is_kept_without_gradients()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Assert.False(RectifiedMaxPool.Of(Pictures(ScalarType.Float32, 6, 6)).requires_grad);
    }

    private static Tensor Pictures(ScalarType type, int height, int width) =>
        MemoryOrder.ChannelsLast(randn([2, 32, height, width], generator: Noise).to(type));

    /// <summary>The operation on a copy, and the gradient of its results weighted at random.</summary>
    private static (Tensor Pooled, Tensor Gradient) Run(Tensor values, Func<Tensor, Tensor> pool)
    {
        Tensor leaf = values.detach().clone().requires_grad_();
        Tensor pooled = pool(leaf);
        Tensor weights = arange(pooled.numel(), ScalarType.Float32).reshape(pooled.shape).sin().to(pooled.dtype);
        (pooled * weights).sum().backward();
        return (pooled, leaf.grad!);
    }
}
