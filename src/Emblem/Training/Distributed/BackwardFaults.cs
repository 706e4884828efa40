using System.Runtime.ExceptionServices;

namespace Emblem.Training.Distributed;

/// <summary>What went wrong while torch asked our code for a gradient: it must not be thrown there, so it waits until the way back has ended.</summary>
internal sealed class BackwardFaults
{
    private ExceptionDispatchInfo? _first;

    /// <summary>Does nothing after a first fault: an exchange that one rank leaves is wrong from there on.</summary>
    public void Try(Action work)
    {
        if (_first is not null)
            return;
        try
        {
            work();
        }
        catch (Exception fault)
        {
            _first = ExceptionDispatchInfo.Capture(fault);
        }
    }

    public void Rethrow() => _first?.Throw();
}
