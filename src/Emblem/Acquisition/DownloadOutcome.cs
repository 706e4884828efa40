namespace Emblem.Acquisition;

/// <summary>How a download ended.</summary>
public enum DownloadOutcome
{
    /// <summary>A picture lies in the folder.</summary>
    Downloaded,

    /// <summary>No whole answer: the reason says what happened.</summary>
    Failed,

    /// <summary>An answer arrived, and it is no picture. Nothing was kept.</summary>
    NotAPicture,

    /// <summary>The run was stopped before this one was done.</summary>
    Cancelled,
}
