namespace Emblem.Training.Checkpoints;

/// <summary>Where an interrupted training goes on.</summary>
/// <param name="Fit">Which fit, from 0.</param>
/// <param name="Epoch">Of that fit, from 0.</param>
/// <param name="Batch">Batches of that epoch that are not done again.</param>
/// <param name="Repeated">Batches that had been done after the checkpoint was saved, and are done again.</param>
public sealed record ResumePoint(int Fit, int Epoch, int Batch, int Repeated)
{
    internal static ResumePoint Of(CheckpointRecord record, int iterations, int done)
    {
        LoopState loop = record.Steps[^1].Loop ?? default;
        int ended = record.Steps.Count(step => step.IsFit && step.HasEnded);
        return new ResumePoint(ended, loop.Epoch, loop.Batch, Math.Max(0, done - iterations));
    }

    /// <summary>For people: <c>fit 1, epoch 2, batch 7</c>.</summary>
    public override string ToString() => $"fit {Fit}, epoch {Epoch}, batch {Batch}";
}
