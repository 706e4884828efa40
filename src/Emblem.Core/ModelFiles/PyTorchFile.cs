using Emblem.ModelFiles.PyTorch;
using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles;

/// <summary>
/// A file that <c>torch.save</c> wrote (<c>.pth</c>, <c>.pt</c>, <c>.bin</c>), opened for reading its weights: the zip container of torch 1.6 and later, and the
/// container before it. The pickle inside is read by an interpreter of a closed list of instructions and names; nothing in the file is ever
/// executed, and what the list does not hold is an error that names it. Safe to read from several threads.
/// </summary>
/// <remarks>
/// <para>
/// Weights are the file's dictionary of tensors, or that under <c>state_dict</c>, <c>model</c> or <c>model_state_dict</c>; a prefix <c>module.</c> or
/// <c>_orig_mod.</c> that all names share is taken off. What lies beside them is passed over. A checkpoint with tensors in other places alone has all of
/// them, named by their places. Views, shared storages and strides are resolved on reading.
/// </para>
/// <para>
/// Limits: little-endian files; stored zip entries, up to 100,000; 64 MB of pickle; values nested up to 200 deep; tensors of up to 64 sides and of
/// the types in <see cref="TensorType"/>; a view may repeat its storage's elements up to 1 MB. Opening takes memory for names and shapes, at
/// most twice the file's size and 16 MB.
/// </para>
/// </remarks>
public sealed class PyTorchFile : WeightsFile
{
    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, StridedTensor> _tensors;

    private PyTorchFile(SafeFileHandle file, string path, IReadOnlyList<(string Name, StridedTensor Tensor)> tensors)
        : base(path, [.. tensors.Select(item => EntryOf(item.Name, item.Tensor))], new Dictionary<string, string>())
    {
        _file = file;
        _tensors = tensors.ToDictionary(item => item.Name, item => item.Tensor, StringComparer.Ordinal);
    }

    internal override string Format => "PyTorch";

    /// <summary>Opens a file and reads what it says of its tensors; their elements are read later, one tensor at a time.</summary>
    /// <exception cref="ModelFileException">
    /// Not such a file, a damaged one, one without weights, or one that would have Python execute something; nothing is left open.
    /// </exception>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    public static new PyTorchFile Open(string path) => Open(path, budget: null);

    /// <summary>Opens a file; what it costs is counted in the budget, when one is given.</summary>
    internal static PyTorchFile Open(string path, ReadingBudget? budget) => Open(path, budget, WeightsInCheckpoint.Find);

    /// <inheritdoc cref="WeightsFile.OpenWhole"/>
    internal static new PyTorchFile OpenWhole(string path) => Open(path, null, WeightsInCheckpoint.All);

    private static PyTorchFile Open(
        string path, ReadingBudget? budget, Func<object?, ReadingBudget, IReadOnlyList<(string Name, StridedTensor Tensor)>> find)
    {
        SafeFileHandle file = FileBytes.Open(path);
        try
        {
            long length = RandomAccess.GetLength(file);
            budget ??= new ReadingBudget(length);
            object? root = WeightsFormats.Of(file, length) switch
            {
                WeightsFormat.PyTorchZip => ZipContainer.Read(file, length, budget),
                WeightsFormat.PyTorchLegacy => new LegacyContainer(file, length, budget).Read(),
                _ => throw new FormatFault("it begins neither as a zip archive nor as a pickle"),
            };
            return new PyTorchFile(file, path, find(root, budget));
        }
        catch (FormatFault fault)
        {
            file.Dispose();
            throw fault.In(path, "a PyTorch file that can be read");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Read(TensorEntry entry, Span<byte> destination)
    {
        if (!_tensors.TryGetValue(entry.Name, out StridedTensor? tensor))
            throw new ArgumentException($"'{entry.Name}' is not a tensor of {Path}.", nameof(entry));
        try
        {
            tensor.Read(_file, destination[..checked((int)tensor.Length)]);
        }
        catch (FormatFault fault)
        {
            throw new ModelFileException($"'{entry.Name}' of {Path} cannot be read: {fault.Message}. Was the file changed meanwhile?", fault);
        }
    }

    /// <summary>Closes the file.</summary>
    public override void Dispose() => _file.Dispose();

    private static TensorEntry EntryOf(string name, StridedTensor tensor) => new(name, tensor.Type, tensor.Shape, tensor.Position, tensor.Length);
}
