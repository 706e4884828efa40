namespace Emblem.Interpretation;

/// <summary>How fine a heatmap is, and by which method: a value, for <c>learner.Explain</c> and <c>learner.Interpret</c>.</summary>
public sealed record HeatmapDetail
{
    /// <summary>fast.ai's: Grad-CAM of what the head reads, at 1/32 of the picture's size: 7 × 7 places of 224 pixels.</summary>
    public static HeatmapDetail Usual { get; } = new();

    /// <summary>Twice as fine, at 1/16 of the picture's size, by HiResCAM: it tells small things apart, and is a little less calm.</summary>
    public static HeatmapDetail Fine { get; } = new() { Finer = 1, Method = HeatmapMethod.HiResCam };

    /// <summary>Four times as fine, at 1/8 of the picture's size, by HiResCAM: edges and spots more than things.</summary>
    public static HeatmapDetail Finest { get; } = new() { Finer = 2, Method = HeatmapMethod.HiResCam };

    /// <summary>
    /// By how many halvings of the picture earlier the network is asked: each has about twice as many rows and columns, and less idea of what it sees. 0 by
    /// default, the last stage; where a network has fewer, its finest. Costs a pass through all later layers, forward and back, for each map.
    /// </summary>
    public int Finer
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected at least 0.");
    }

    /// <summary>Grad-CAM by default.</summary>
    public HeatmapMethod Method { get; init; } = HeatmapMethod.GradCam;

    /// <inheritdoc/>
    public override string ToString() => $"{(Method == HeatmapMethod.GradCam ? "Grad-CAM" : "HiResCAM")}{(Finer == 0 ? "" : $", {1 << Math.Min(Finer, 30)} times as fine")}";
}

/// <summary>How a gradient and a map of features become a heatmap.</summary>
public enum HeatmapMethod
{
    /// <summary>Each feature weighted by its mean gradient (Selvaraju et al. 2016).</summary>
    GradCam,

    /// <summary>
    /// Each place of a feature by the gradient there (Draelos and Carin 2020): nothing is shown where the answer does not depend on it. Of the last stage under a
    /// head that averages, as all of ours but fast.ai's do, the two are one.
    /// </summary>
    HiResCam,
}
