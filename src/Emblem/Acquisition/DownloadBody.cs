using System.Buffers;
using System.Security.Cryptography;
using Emblem.Imaging;

namespace Emblem.Acquisition;

/// <summary>Takes a body down into a file as it arrives: hashed, capped, and dropped once its first bytes show that it is no picture.</summary>
internal sealed class DownloadBody(DownloadOptions options)
{
    private const int BufferSize = 1 << 16;

    // The look at the header needs all bytes in memory, so only so many files are looked at together.
    private readonly SemaphoreSlim _looking = new(Environment.ProcessorCount);

    /// <summary>Reads to the last byte. The cap holds for what comes out of a compressed body, too.</summary>
    /// <param name="body">Decompressed.</param>
    /// <param name="path">Written; the caller removes it when this fails.</param>
    /// <param name="idle">Cancels when nothing arrives for too long; set again with each piece.</param>
    /// <exception cref="DownloadFault">Over the cap, broken off, or no picture.</exception>
    /// <exception cref="Foundation.EmblemException">The file cannot be written.</exception>
    public async Task<(long Length, string Sha256)> SaveAsync(Stream body, string path, CancellationTokenSource idle)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            FileStream file = DownloadDisk.Write(path, () => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0));
            await using (file.ConfigureAwait(false))
            {
                int read = await FillAsync(body, buffer.AsMemory(0, ImageSniffer.BytesNeeded), idle).ConfigureAwait(false);
                RequirePicture(buffer.AsSpan(0, read));
                long length = 0;
                while (read > 0)
                {
                    length += read;
                    if (length > options.MaxBytes)
                        throw new DownloadFault($"more than the limit of {options.MaxBytes} bytes arrived", retry: false);
                    hash.AppendData(buffer, 0, read);
                    DownloadDisk.Write(path, () => RandomAccess.Write(file.SafeFileHandle, buffer.AsSpan(0, read), length - read));
                    read = await ReadAsync(body, buffer, idle).ConfigureAwait(false);
                }

                return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What the file is, by its bytes alone.</summary>
    /// <exception cref="DownloadFault">No picture that can be read.</exception>
    public async Task<ImageHeader> IdentifyAsync(string path, CancellationToken stop)
    {
        await _looking.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            return ImageCodec.ReadHeader(await File.ReadAllBytesAsync(path, stop).ConfigureAwait(false));
        }
        catch (ImageFileException fault)
        {
            throw NoPicture(fault);
        }
        finally
        {
            _looking.Release();
        }
    }

    private static void RequirePicture(ReadOnlySpan<byte> start)
    {
        if (ImageCodec.CanDecode(ImageSniffer.Identify(start)))
            return;
        try
        {
            ImageCodec.ReadHeader(start.ToArray());
        }
        catch (ImageFileException fault)
        {
            throw NoPicture(fault);
        }
    }

    private static DownloadFault NoPicture(ImageFileException fault) => new(fault.Reason, retry: false, fault) { IsNoPicture = true };

    private async Task<int> FillAsync(Stream body, Memory<byte> start, CancellationTokenSource idle)
    {
        int filled = 0;
        int read;
        do
        {
            read = await ReadAsync(body, start[filled..], idle).ConfigureAwait(false);
            filled += read;
        }
        while (read > 0 && filled < start.Length);
        return filled;
    }

    private async Task<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationTokenSource idle)
    {
        try
        {
            idle.CancelAfter(options.IdleTimeout);
            return await body.ReadAsync(buffer, idle.Token).ConfigureAwait(false);
        }
        catch (IOException fault)
        {
            throw DownloadReasons.OfBody(fault);
        }
        catch (InvalidDataException fault)
        {
            throw new DownloadFault("the body is not compressed as its header says", retry: false, fault);
        }
    }
}
