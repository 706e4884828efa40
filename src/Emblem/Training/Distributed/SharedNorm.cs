using Emblem.Cluster;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Training.Distributed;

/// <summary>
/// Batch norm (Ioffe and Szegedy 2015) whose means and variances are those of the batch of all ranks, forward and in the gradient: what one process would
/// compute on the whole batch, but for the order in which numbers are added. Two exchanges of two numbers a channel for each norm and step.
/// </summary>
internal sealed class SharedNorm : autograd.SingleTensorFunction<SharedNorm>
{
    private const string Key = "norm";

    public override string Name => nameof(SharedNorm);

    /// <summary>Normalises [n, channels] or [n, channels, h, w] and moves the running statistics, as the norm itself does in training.</summary>
    /// <param name="values">This rank's part of the batch.</param>
    /// <param name="norm">One that trains, with scale and shift.</param>
    /// <param name="ranks">All of which come here.</param>
    /// <param name="share">What this part counts, 1 for rows of the batch.</param>
    /// <param name="faults">Takes what goes wrong on the way back, from where nothing may be thrown.</param>
    public static Tensor Of(Tensor values, NormBase norm, Ranks ranks, double share, BackwardFaults faults) =>
        apply(values, norm.weight!, norm.bias!, new Sharing(norm, ranks, share, faults));

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (var values, var weight, var bias, var sharing) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Sharing)vars[3]);
        using var quiet = no_grad();
        sharing.Measure(values);
        using Tensor mean = tensor(sharing.Mean, device: values.device);
        using Tensor variance = tensor(sharing.Variance, device: values.device);
        Tensor normed = functional.batch_norm(values, mean, variance, weight, bias, training: false, momentum: 0, eps: sharing.Norm.eps);
        ctx.save_for_backward([values, weight]);
        ctx.save_data(Key, sharing);
        return normed;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var sharing = (Sharing)ctx.get_data(Key);
        List<Tensor> saved = ctx.get_saved_variables();
        using Tensor values = saved[0];
        using Tensor weight = saved[1];
        using var quiet = no_grad();
        return sharing.Return(grad_output, values, weight);
    }

    /// <summary>One norm in one step.</summary>
    private sealed class Sharing(NormBase norm, Ranks ranks, double share, BackwardFaults faults)
    {
        private float[] _scale = [];
        private double _rows;

        public NormBase Norm => norm;

        public float[] Mean { get; private set; } = [];

        public float[] Variance { get; private set; } = [];

        public void Measure(Tensor values)
        {
            int channels = (int)values.shape[1];
            float[] shift = Floats(norm.running_mean!);
            double[] sums = [.. NormPasses.Moments(values, shift), NormPasses.RowsOf(values)];
            ranks.Sum(sums);
            _rows = sums[^1];
            (Mean, Variance, _scale) = (new float[channels], new float[channels], new float[channels]);
            for (int channel = 0; channel < channels; channel++)
            {
                double above = sums[channel] / _rows;
                double variance = Math.Max(0, (sums[channels + channel] / _rows) - (above * above));
                (Mean[channel], Variance[channel]) = ((float)(shift[channel] + above), (float)variance);
                _scale[channel] = (float)(1 / Math.Sqrt(variance + norm.eps));
            }

            Follow();
        }

        public List<Tensor> Return(Tensor gradients, Tensor values, Tensor weight)
        {
            int channels = Mean.Length;
            double[] own = NormPasses.Products(gradients, values, Mean);
            double[] all = [.. own];
            faults.Try(() => ranks.Sum(all));
            (float[] one, float[] two, float[] three) = (new float[channels], new float[channels], new float[channels]);
            (float[] scales, float[] shifts) = (new float[channels], new float[channels]);
            float[] weights = Floats(weight);
            for (int channel = 0; channel < channels; channel++)
            {
                double factor = (double)weights[channel] * _scale[channel];
                double slope = -factor * _scale[channel] * _scale[channel] * all[channels + channel] / _rows;
                one[channel] = (float)factor;
                two[channel] = (float)slope;
                three[channel] = (float)((-factor * all[channel] / _rows) - (slope * Mean[channel]));
                scales[channel] = (float)(own[channels + channel] * _scale[channel]);
                shifts[channel] = (float)own[channel];
            }

            // One for each argument of forward: nothing learns of what shares.
            return [NormPasses.Blend(gradients, values, one, two, three), tensor(scales, device: values.device), tensor(shifts, device: values.device), null!];
        }

        /// <summary>Running statistics, by the unbiased variance as torch has it.</summary>
        private void Follow()
        {
            using var scope = NewDisposeScope();
            using Scalar one = 1L;
            norm.num_batches_tracked!.add_(one, one);
            double pace = norm.momentum ?? 1.0 / norm.num_batches_tracked.item<long>();
            double counted = _rows * share;
            double unbiased = counted > 1 ? counted / (counted - 1) : 1;
            Move(norm.running_mean!, Mean, pace, 1);
            Move(norm.running_var!, Variance, pace, unbiased);
        }

        private static void Move(Tensor running, float[] found, double pace, double factor)
        {
            float[] moved = [.. Floats(running).Zip(found, (before, now) => (float)((before * (1 - pace)) + (now * factor * pace)))];
            running.copy_(tensor(moved, device: running.device));
        }

        private static float[] Floats(Tensor values)
        {
            using Tensor plain = values.detach().to_type(ScalarType.Float32).cpu();
            return plain.data<float>().ToArray();
        }
    }
}
