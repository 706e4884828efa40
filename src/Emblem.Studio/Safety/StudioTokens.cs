using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Emblem.Studio.Safety;

/// <summary>
/// Who may see the page: whoever followed an address with a token, which opens it once, and goes on with a cookie since. Both are random, live as long as the server, and
/// are compared in a time that tells nothing.
/// </summary>
internal sealed class StudioTokens(TimeProvider clock)
{
    /// <summary>The token's name in the address.</summary>
    public const string Query = "token";

    private const int Bytes = 32;

    // An address that nobody followed is no key for ever.
    private static readonly TimeSpan Valid = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _issued = new(StringComparer.Ordinal);
    private readonly byte[] _session = RandomNumberGenerator.GetBytes(Bytes);
    private readonly ConcurrentDictionary<string, byte> _admitted = new(StringComparer.Ordinal);

    /// <summary>A token that opens the page once.</summary>
    public string Issue()
    {
        string token = NewSecret();
        _issued[Key(token)] = clock.GetUtcNow() + Valid;
        return token;
    }

    /// <summary>Uses a token up.</summary>
    /// <returns>What the browser shows from now on; null for a token that never was, has been used or is too old.</returns>
    public string? Admit(string token)
    {
        if (!_issued.TryRemove(Key(token), out DateTimeOffset end) || end < clock.GetUtcNow())
            return null;
        string secret = NewSecret();
        _admitted[Key(secret)] = 0;
        return secret;
    }

    /// <summary>Whether a browser was admitted.</summary>
    public bool IsAdmitted(string? secret) => secret is not null && _admitted.ContainsKey(Key(secret));

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    // Looked up by a keyed hash: how long that takes says nothing of what was nearly right.
    private string Key(string secret) => Convert.ToHexString(HMACSHA256.HashData(_session, Encoding.UTF8.GetBytes(secret)));
}
