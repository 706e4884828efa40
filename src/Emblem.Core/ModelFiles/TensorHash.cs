using System.Security.Cryptography;
using System.Text;
using Emblem.Foundation;

namespace Emblem.ModelFiles;

/// <summary>
/// One SHA-256 over all tensors of a file: names, types, shapes and bytes, in order of names, so that it is the same wherever they lie in the file.
/// Reads every byte once, in the time that hashing a file of that length takes.
/// </summary>
internal static class TensorHash
{
    /// <summary>The key of a file's metadata under which its writer notes it.</summary>
    public const string Key = "tensors_sha256";

    /// <param name="tensors">In any order; each is asked for its bytes.</param>
    /// <param name="header">Texts that the hash covers besides, or null.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(IEnumerable<StreamedTensor> tensors, IEnumerable<KeyValuePair<string, string>>? header = null)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var sink = new HashingStream(sha);
        foreach ((string key, string value) in (header ?? []).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            sink.Write(Encoding.UTF8.GetBytes($"{key}\0{value}\0"));
        foreach (StreamedTensor tensor in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            sink.Write(Encoding.UTF8.GetBytes($"{tensor.Name}\0{tensor.Type}\0{string.Join(',', tensor.Shape)}\0"));
            tensor.Write(sink);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    /// <summary>Of a file's tensors as they are now; memory holds one at a time.</summary>
    public static string Of(WeightsFile file) => Of(file.Entries.Select(entry => StreamedTensor.Of(file, entry)));
}
