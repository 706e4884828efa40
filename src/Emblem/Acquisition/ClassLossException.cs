using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>
/// More than half of the files of a class would go, and <see cref="VerifyOptions.Force"/> is off. Those classes are as they were; all others
/// are done, and the report with every file's row is written.
/// </summary>
public sealed class ClassLossException : EmblemException
{
    internal ClassLossException(VerificationReport report, IReadOnlyList<ClassLoss> losses)
        : base($"More than half of the files would be removed from {string.Join(", ", losses)}, so nothing was changed there. "
            + $"The report says why each; if it is right, force it ({nameof(VerifyOptions)}.{nameof(VerifyOptions.Force)}, --force of the command).")
    {
        Report = report;
        Classes = [.. losses.Select(loss => loss.Class)];
    }

    /// <summary>Every file of every class.</summary>
    public VerificationReport Report { get; }

    /// <summary>The classes that were left alone; an empty name stands for files beside the classes.</summary>
    public IReadOnlyList<string> Classes { get; private init => field = Listing.Of(value); }
}
