using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Data;

/// <summary>
/// Where decoded pictures come from: the decoder, or a cache before another source. Safe to use from several threads. Pictures are shared, so
/// no one may write into them.
/// </summary>
internal interface IPictureSource
{
    /// <summary>A file's picture.</summary>
    /// <exception cref="EmblemException">The file is gone or no whole picture; the message names it.</exception>
    PixelImage Read(string path);
}
