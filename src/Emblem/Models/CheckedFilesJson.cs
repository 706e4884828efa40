using System.Text.Json.Serialization;

namespace Emblem.Models;

/// <summary>What is remembered of a file's hash.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Changed">Ticks of the last change, in UTC.</param>
/// <param name="Sha256">64 digits.</param>
internal sealed record CheckedFile(long Length, long Changed, string Sha256);

/// <summary>How <see cref="CheckedFiles"/> are written down.</summary>
[JsonSerializable(typeof(Dictionary<string, CheckedFile>))]
[JsonSerializable(typeof(SortedDictionary<string, CheckedFile>))]
internal sealed partial class CheckedFilesJson : JsonSerializerContext;
