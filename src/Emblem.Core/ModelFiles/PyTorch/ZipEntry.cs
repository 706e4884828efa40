namespace Emblem.ModelFiles.PyTorch;

/// <summary>A stored file of a zip archive: its bytes lie in the archive as they are.</summary>
internal sealed record ZipEntry(string Name, long Offset, long Length);
