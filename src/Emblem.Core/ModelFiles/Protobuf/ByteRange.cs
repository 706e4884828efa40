namespace Emblem.ModelFiles.Protobuf;

/// <summary>A part of a file.</summary>
/// <param name="At">Its first byte.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct ByteRange(long At, long Length);
