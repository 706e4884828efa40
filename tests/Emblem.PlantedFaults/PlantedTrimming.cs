namespace Emblem.PlantedFaults;

/// <summary>Takes from a program what <c>PublishTrimmed</c> takes first: JSON by reflection.</summary>
internal static class PlantedTrimming
{
    /// <summary>Any text switches it on.</summary>
    public const string Variable = "EMBLEM_PLANTED_TRIMMING";

    /// <summary>Has to come before JSON is first used.</summary>
    public static void Plant() => AppContext.SetSwitch("System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault", false);
}
