namespace Emblem.Predict;

/// <summary>What the process answers to its caller, as <c>emblem</c> does.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int BadUsage = 2;

    /// <summary>128 + SIGINT, as shells report it; also after SIGTERM.</summary>
    public const int Cancelled = 130;
}
