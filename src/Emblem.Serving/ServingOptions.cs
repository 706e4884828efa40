using System.Net;
using Emblem.Foundation;

namespace Emblem.Serving;

/// <summary>How a model is served. Everything has a limit, since strangers may ask.</summary>
public sealed record ServingOptions
{
    /// <summary>Addresses of this machine alone.</summary>
    public static readonly IPAddress UsualAddress = IPAddress.Loopback;

    /// <summary>Where it listens; this machine alone by default. Any other needs a <see cref="Key"/>.</summary>
    public IPAddress Address { get; init; } = UsualAddress;

    /// <summary>The port; 0, the default, for any free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// What callers have to show, as <c>Authorization: Bearer KEY</c> or <c>X-Api-Key: KEY</c>; null for nothing. <c>/healthz</c> and the page's own files need none: they say
    /// nothing of anybody's pictures.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>The largest request in bytes, whatever it holds; 20 MB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaxBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 20_000_000;

    /// <summary>Pictures in one request with several; 16 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaxPictures
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 16;

    /// <summary>Requests that are read, decoded and computed at once; 8 by default. Each holds its bytes and a decoded picture.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaxAtOnce
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 8;

    /// <summary>
    /// Requests that wait their turn, unread; 32 by default. One more is refused with 503 and <c>Retry-After</c>, so that an answer takes no longer than so many pictures before it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public int MaxWaiting
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 0);
            field = value;
        }
    } = 32;

    /// <summary>How long a request may take, its waiting included, before it gets 503; 30 seconds by default.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What open requests get to end when the service is stopped; 10 seconds by default.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Fetches a picture by its address, for requests of <c>{"url": "…"}</c>; null, the default, refuses these with 403: a service that fetches for strangers reaches what they do
    /// not. What is given here has to look at each address itself.
    /// </summary>
    public Func<Uri, CancellationToken, Task<byte[]>>? Fetch { get; init; }

    /// <summary>
    /// Draws where in a picture's bytes the model sees a class, the most probable one when null: for the page and <c>POST /explain</c>; null for none. What it
    /// throws as <see cref="EmblemException"/> is told the caller.
    /// </summary>
    public Func<byte[], string?, CancellationToken, Task<ServedHeatmap>>? Explain { get; init; }

    /// <summary>Refuses what would open the model to everybody.</summary>
    /// <exception cref="EmblemException">It listens beyond this machine without a key.</exception>
    public void RequireKey()
    {
        if (!IPAddress.IsLoopback(Address) && string.IsNullOrWhiteSpace(Key))
            throw new EmblemException($"{Address} can be reached from other machines, and no key was given. Give one that callers have to show, or listen on {UsualAddress}.");
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Address}:{Port}{(Key is null ? "" : ", with a key")}, {MaxAtOnce} at once and {MaxWaiting} waiting, {MaxBytes} bytes at most");
}
