using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles;

/// <summary>A whole file mapped into memory for reading. Spans over it are lent for the length of a call, so none outlives the map.</summary>
internal sealed unsafe class FileMap : IDisposable
{
    private readonly MemoryMappedFile _mapped;
    private readonly MemoryMappedViewAccessor _view;

    public FileMap(SafeFileHandle file)
    {
        _mapped = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _mapped.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
    }

    public TResult Lend<TResult>(long offset, int length, Func<ReadOnlySpan<byte>, TResult> use)
    {
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            return use(new ReadOnlySpan<byte>(start + _view.PointerOffset + offset, length));
        }
        finally
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    public void Dispose()
    {
        _view.Dispose();
        _mapped.Dispose();
    }
}
