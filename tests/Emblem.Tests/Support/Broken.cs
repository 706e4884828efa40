namespace Emblem.Tests.Support;

/// <summary>A stream that only throws.</summary>
internal sealed class Broken(Exception fault) : MemoryStream
{
    public override int Read(byte[] buffer, int offset, int count) => throw fault;

    public override void CopyTo(Stream destination, int bufferSize) => throw fault;

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw fault;
}
