using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Data;

/// <summary>Pictures decoded from their files, each time anew.</summary>
internal sealed class PictureFiles(PictureOrientation orientation) : IPictureSource
{
    public PixelImage Read(string path)
    {
        try
        {
            return ImageCodec.Decode(path, orientation: orientation);
        }
        catch (ImageFileException fault)
        {
            throw new EmblemException(
                $"{fault.Message}. Training reads only whole pictures: run 'emblem verify' (or ImageVerifier) on the folder first.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new EmblemException($"{path} cannot be read: {fault.Message} Open the folder again, so that training knows what is there.", fault);
        }
    }
}
