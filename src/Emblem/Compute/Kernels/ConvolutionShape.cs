using System.Globalization;
using System.Text.Json.Serialization;

namespace Emblem.Compute.Kernels;

/// <summary>What libtorch chooses its code for a convolution by, precision, layout and threads aside.</summary>
/// <param name="Pictures">Pictures of a batch.</param>
/// <param name="Inputs">Channels of the input.</param>
/// <param name="Height">Rows of the input.</param>
/// <param name="Width">Columns of the input.</param>
/// <param name="Outputs">Channels of the result.</param>
/// <param name="Kernel">Side of the square of neighbours.</param>
/// <param name="Stride">Places from one result to the next.</param>
/// <param name="Padding">Zeros around the picture.</param>
/// <param name="Groups">Groups of channels that do not see each other.</param>
/// <param name="HasBias">Whether something is added to each channel.</param>
internal readonly record struct ConvolutionShape(
    int Pictures, int Inputs, int Height, int Width, int Outputs, int Kernel, int Stride, int Padding, int Groups, bool HasBias)
{
    /// <summary>Rows of the result.</summary>
    [JsonIgnore]
    public int ResultHeight => ResultSide(Height);

    /// <summary>Columns of the result.</summary>
    [JsonIgnore]
    public int ResultWidth => ResultSide(Width);

    /// <summary>Channels that one result sees.</summary>
    [JsonIgnore]
    public int GroupInputs => Inputs / Groups;

    /// <summary>Results that see the same channels.</summary>
    [JsonIgnore]
    public int GroupOutputs => Outputs / Groups;

    /// <summary>Whether each place is mixed by itself: a product of matrices, places by channels.</summary>
    [JsonIgnore]
    public bool IsPointwise => Kernel == 1 && Padding == 0 && Groups == 1;

    /// <summary>The same for pictures of any number and size: what ends the process for some of them is not risked for others.</summary>
    [JsonIgnore]
    public ConvolutionShape Family => this with { Pictures = 0, Height = 0, Width = 0 };

    /// <summary>Whether there is anything to compute: a batch of no pictures has all the shapes and none of the work.</summary>
    [JsonIgnore]
    public bool IsEmpty => Pictures == 0;

    /// <summary>Multiplications with an addition that the result takes.</summary>
    [JsonIgnore]
    public long MultiplyAdds => (long)Pictures * ResultHeight * ResultWidth * Outputs * GroupInputs * Kernel * Kernel;

    /// <summary>"16 × 512 → 1024 at 14×14, 1×1, stride 2".</summary>
    public override string ToString()
    {
        string groups = Groups == 1 ? "" : Groups == Inputs ? ", depthwise" : $", {Groups} groups";
        string stride = Stride == 1 ? "" : $", stride {Stride}";
        return string.Create(CultureInfo.InvariantCulture, $"{Pictures} × {Inputs} → {Outputs} at {Height}×{Width}, {Kernel}×{Kernel}{stride}{groups}");
    }

    private int ResultSide(int side) => ((side + (2 * Padding) - Kernel) / Stride) + 1;
}
