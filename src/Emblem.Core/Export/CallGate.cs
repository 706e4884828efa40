namespace Emblem.Export;

/// <summary>Counts the calls under way, so that closing can wait for them and lets no later one in.</summary>
/// <param name="owner">Named to calls that come too late.</param>
internal sealed class CallGate(Type owner)
{
    private readonly object _state = new();
    private int _calls;
    private bool _closed;

    /// <summary>A call begins; it ends when the result is disposed.</summary>
    /// <exception cref="ObjectDisposedException">Closed already.</exception>
    public IDisposable Enter()
    {
        lock (_state)
        {
            ObjectDisposedException.ThrowIf(_closed, owner);
            _calls++;
            return new Call(this);
        }
    }

    /// <summary>Lets no one in any more and waits for the calls under way. True the first time.</summary>
    public bool Close()
    {
        lock (_state)
        {
            bool isFirst = !_closed;
            _closed = true;
            while (_calls > 0)
                Monitor.Wait(_state);
            return isFirst;
        }
    }

    private void Leave()
    {
        lock (_state)
        {
            _calls--;
            Monitor.PulseAll(_state);
        }
    }

    private sealed class Call(CallGate gate) : IDisposable
    {
        public void Dispose() => gate.Leave();
    }
}
