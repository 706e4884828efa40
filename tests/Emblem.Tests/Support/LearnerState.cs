using Emblem.Training;

namespace Emblem.Tests.Support;

/// <summary>Every weight and statistic of a learner, to be compared.</summary>
internal static class LearnerState
{
    public static Dictionary<string, string> Of(Learner learner) =>
        learner.Model.CopyState().ToDictionary(entry => entry.Name, entry => Convert.ToHexString(entry.Bytes.Span));
}
