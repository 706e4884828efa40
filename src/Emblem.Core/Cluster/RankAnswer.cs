using System.Runtime.ExceptionServices;
using System.Text;
using Emblem.Foundation;

namespace Emblem.Cluster;

/// <summary>What a rank made of its part of some work, or why it made nothing; travels as bytes behind one that says which.</summary>
/// <param name="Made">The part; empty where there is none.</param>
/// <param name="Failure">Why there is none, for people; null for a part that was made.</param>
/// <param name="IsStopped">Whether somebody asked for it.</param>
/// <param name="Fault">What was thrown here; null on other ranks.</param>
internal sealed record RankAnswer(byte[] Made, string? Failure, bool IsStopped, ExceptionDispatchInfo? Fault)
{
    private const byte IsMade = 0;
    private const byte IsFailure = 1;
    private const byte IsStop = 2;

    public static RankAnswer Of(Func<byte[]> make)
    {
        try
        {
            return new(make(), null, false, null);
        }
        catch (OperationCanceledException stopped)
        {
            return new([], stopped.Message, true, ExceptionDispatchInfo.Capture(stopped));
        }
        catch (Exception fault)
        {
            return new([], fault.Message, false, ExceptionDispatchInfo.Capture(fault));
        }
    }

    public static RankAnswer Read(byte[] bytes) => bytes[0] == IsMade
        ? new(bytes[1..], null, false, null)
        : new([], Encoding.UTF8.GetString(bytes.AsSpan(1)), bytes[0] == IsStop, null);

    public byte[] ToBytes() => Failure is null ? [IsMade, .. Made] : [IsStopped ? IsStop : IsFailure, .. Encoding.UTF8.GetBytes(Failure)];

    /// <summary>On the rank where it happened, with all that is known of it.</summary>
    public void Rethrow() => Fault?.Throw();

    /// <summary>On the others.</summary>
    public void ThrowFor(string rank)
    {
        if (IsStopped)
            throw new OperationCanceledException(Failure);
        if (Failure is not null)
            throw new EmblemException($"{Failure} (met by {rank})");
    }
}
