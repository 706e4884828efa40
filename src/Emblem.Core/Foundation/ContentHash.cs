using System.Security.Cryptography;
using System.Text;

namespace Emblem.Foundation;

/// <summary>SHA-256 as Emblem writes it down: 64 lower-case hexadecimal digits.</summary>
internal static class ContentHash
{
    /// <summary>Of a hash.</summary>
    public const int Digits = 64;

    private const int KeyDigits = 16;

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Of what follows the stream's position.</summary>
    public static string Of(Stream stream) => Convert.ToHexStringLower(SHA256.HashData(stream));

    /// <summary>Of a whole file, which is read once.</summary>
    /// <exception cref="IOException">It is gone, or another process keeps it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string OfFile(string path)
    {
        using FileStream stream = RegularFile.OpenRead(path);
        return Of(stream);
    }

    /// <summary>The first 16 digits of a hash: enough to name a file of a cache by what it holds or stands for.</summary>
    public static string Key(ReadOnlySpan<byte> bytes) => Of(bytes)[..KeyDigits];

    /// <inheritdoc cref="Key(ReadOnlySpan{byte})"/>
    public static string Key(string text) => Key(Encoding.UTF8.GetBytes(text));
}
