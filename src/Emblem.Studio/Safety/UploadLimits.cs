namespace Emblem.Studio.Safety;

/// <summary>What a browser may send.</summary>
internal static class UploadLimits
{
    /// <summary>The largest request, whatever it holds.</summary>
    public const int MaxBytes = 50_000_000;
}
