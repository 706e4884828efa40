using System.Text.Json.Serialization;

namespace Emblem.Acquisition.Verification;

/// <summary>How verification writes down what it tells its workers and itself: a line of JSON each.</summary>
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ExamineRequest))]
[JsonSerializable(typeof(FileVerdict))]
[JsonSerializable(typeof(FileTask[]))]
[JsonSerializable(typeof(FileDone))]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(InPlacePlan))]
internal sealed partial class VerificationJson : JsonSerializerContext;
