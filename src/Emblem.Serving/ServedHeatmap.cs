namespace Emblem.Serving;

/// <summary>Where a model sees a class.</summary>
/// <param name="Png">The picture with the evidence over it.</param>
/// <param name="Caption">What it shows, in a few words.</param>
public sealed record ServedHeatmap(ReadOnlyMemory<byte> Png, string Caption)
{
    /// <inheritdoc/>
    public override string ToString() => Caption;
}
