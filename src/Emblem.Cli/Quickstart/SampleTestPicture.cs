namespace Emblem.Cli.Quickstart;

/// <summary>One picture that a trained model is tried on.</summary>
/// <param name="FileName">Does not tell the class.</param>
/// <param name="Class">The truth.</param>
/// <param name="Bytes">The file.</param>
internal sealed record SampleTestPicture(string FileName, string Class, byte[] Bytes);
