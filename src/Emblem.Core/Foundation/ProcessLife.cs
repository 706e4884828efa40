using System.Diagnostics;
using System.Globalization;

namespace Emblem.Foundation;

/// <summary>Whether a process of this machine still lives.</summary>
internal static class ProcessLife
{
    /// <summary>True for one that has ended, be it that its parent has not looked yet.</summary>
    public static bool HasEnded(int process)
    {
        string state = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat");
        try
        {
            // The name before the state is in brackets, and may hold anything.
            return OperatingSystem.IsLinux() ? File.ReadAllText(state).Split(')')[^1].TrimStart()[0] is 'Z' or 'X' : Process.GetProcessById(process).HasExited;
        }
        catch (Exception gone) when (gone is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
