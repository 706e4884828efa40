namespace Emblem.Compute;

/// <summary>
/// A setting of the whole process that several hold at once, each with a value of its own: that of the newest holder stands, and when the last is
/// gone what stood before the first. Safe from any thread.
/// </summary>
/// <param name="read">The value that stands now; asked before the first holder changes it.</param>
/// <param name="write">Makes a value stand.</param>
internal sealed class ProcessSetting<T>(Func<T> read, Action<T> write)
{
    private readonly Lock _turn = new();
    private readonly List<Holder> _holders = [];
    private T? _before;

    /// <summary>Makes a value stand until the answer is disposed.</summary>
    public IDisposable Hold(T value)
    {
        lock (_turn)
        {
            if (_holders.Count == 0)
                _before = read();
            write(value);
            var holder = new Holder(this, value);
            _holders.Add(holder);
            return holder;
        }
    }

    private void Release(Holder holder)
    {
        lock (_turn)
        {
            if (_holders.Remove(holder))
                write(_holders.Count == 0 ? _before! : _holders[^1].Value);
        }
    }

    private sealed class Holder(ProcessSetting<T> setting, T value) : IDisposable
    {
        public T Value => value;

        public void Dispose() => setting.Release(this);
    }
}
