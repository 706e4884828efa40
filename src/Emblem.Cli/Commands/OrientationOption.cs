using System.CommandLine;
using Emblem.Cli.Terminal;
using Emblem.Imaging;

namespace Emblem.Cli.Commands;

/// <summary><c>--ignore-exif</c>.</summary>
internal static class OrientationOption
{
    public static Option<bool> Create() => new Option<bool>("--ignore-exif")
    {
        Description = "Read pictures as they are stored, whatever orientation the camera noted, as fast.ai v1 does.",
    }.In(HelpGroup.Data);

    public static PictureOrientation Read(bool given) => given ? PictureOrientation.AsStored : PictureOrientation.Upright;
}
