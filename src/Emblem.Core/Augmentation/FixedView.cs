using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>A crop enlarged towards a place, perhaps mirrored; nothing random.</summary>
/// <param name="Scale">At least 1.</param>
/// <param name="Row">0 top to 1 bottom.</param>
/// <param name="Column">0 left to 1 right.</param>
/// <param name="Mirrored">Left and right change places.</param>
internal sealed record FixedView(double Scale, double Row, double Column, bool Mirrored) : IAugmentation
{
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        plan.CropAt(Row, Column);
        plan.Zoom(Scale, Row, Column);
        if (Mirrored)
            plan.Flip();
    }
}
