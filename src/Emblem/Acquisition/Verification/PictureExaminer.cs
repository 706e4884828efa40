using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Acquisition.Verification;

/// <summary>
/// Decodes one file, whole, and makes its new picture where it needs one. Never throws for what a file holds, only where the new picture cannot
/// be written.
/// </summary>
internal static class PictureExaminer
{
    public static FileVerdict Examine(ExamineRequest request)
    {
        FileContent content = FileContent.Unread(0);
        try
        {
            content = FileContent.Unread(Reading(() => FileContent.LengthOf(request.Source)));
            if (content.Length > request.Limits.Bytes)
            {
                content = Reading(() => Peek(request.Source, content));
                throw new ImageFileException($"{content.Length} bytes are over the limit of {request.Limits.Bytes}");
            }

            // A pipe or a device says that it is empty, and would never let go of who opens it.
            byte[] bytes = content.Length == 0 ? [] : Reading(() => File.ReadAllBytes(request.Source));
            content = FileContent.Of(bytes);
            VerifiedPicture picture = ImageCodec.Verify(
                bytes, request.Limits.MaxSize, request.Staged is not null, request.Limits.Pixels, request.Limits.Orientation);
            if (picture.Bytes is not null)
                Stage(request.Staged!, picture.Bytes);
            return FileVerdict.Accept(request.Name, picture, content, request.Limits);
        }
        catch (ImageFileException fault)
        {
            return FileVerdict.Refuse(request.Name, content, fault.Reason);
        }
        catch (OutOfMemoryException)
        {
            return FileVerdict.Refuse(request.Name, content, "needs more memory than there is");
        }
    }

    /// <summary>What keeps a file from being read is said of that file; what keeps a new one from being written ends the run.</summary>
    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new ImageFileException("cannot be read: no permission", cause: fault);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImageFileException("cannot be read: it is no longer there", cause: fault);
        }
        catch (IOException fault)
        {
            throw new ImageFileException("cannot be read: the disk or the network fails", cause: fault);
        }
    }

    /// <summary>The journal names a staged file only after this returns, so a half-written one is never taken for whole.</summary>
    private static void Stage(string path, byte[] bytes)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new EmblemException(
                $"A verified picture cannot be written: {fault.Message} "
                + "Make room or give another folder; files that were decoded are not decoded again.",
                fault);
        }
    }

    private static FileContent Peek(string path, FileContent content)
    {
        Span<byte> start = stackalloc byte[ImageSniffer.BytesNeeded];
        using FileStream stream = File.OpenRead(path);
        return content with { Format = ImageSniffer.Identify(start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]) };
    }
}
