namespace Emblem.ModelFiles.PyTorch;

/// <summary>
/// The closed list of names that a pickle may refer to. It follows what torch itself allows when it loads weights only, and adds classes that
/// trainers put beside the weights (fast.ai, timm, Lightning, numpy, omegaconf), which are passed over.
/// </summary>
internal static class PickleGlobals
{
    private const string Advice =
        "If you trust where it came from, open it in Python and save the weights alone: torch.save(model.state_dict(), FILE), or as safetensors.";

    private static readonly string[] Inert =
    [
        "torch.device", "torch.serialization._get_layout",
        "collections.Counter", "collections.defaultdict", "argparse.Namespace", "fastcore.foundation.L", "_codecs.encode",
        "numpy.dtype", "numpy.ndarray", "pathlib.PosixPath", "pathlib.WindowsPath", "pathlib._local.PosixPath", "pathlib._local.WindowsPath",
        "datetime.datetime", "datetime.timedelta", "typing.Any",
        "omegaconf.dictconfig.DictConfig", "omegaconf.listconfig.ListConfig", "omegaconf.base.ContainerMetadata", "omegaconf.base.Metadata",
        .. new[] { "Any", "Boolean", "Float", "Integer", "String" }.Select(kind => $"omegaconf.nodes.{kind}Node"),
        .. Lightnings("AttributeDict", "utilities.parsing", "fabric.utilities.data"),
        .. Lightnings("ModelCheckpoint", "callbacks.model_checkpoint"), .. Lightnings("EarlyStopping", "callbacks.early_stopping"),
        .. new[] { "numpy.core", "numpy._core" }.SelectMany(module =>
            new[] { $"{module}.multiarray.scalar", $"{module}.multiarray._reconstruct", $"{module}.numeric._frombuffer" }),
        .. new[] { "builtins", "__builtin__" }.SelectMany(module =>
            new[] { "set", "frozenset", "dict", "list", "int", "float", "bool", "str", "complex", "bytearray" }.Select(name => $"{module}.{name}")),
    ];

    private static readonly (string Storage, string[] Names, TensorType Type)[] ElementTypes =
    [
        ("DoubleStorage", ["float64", "double"], TensorType.F64),
        ("FloatStorage", ["float32", "float"], TensorType.F32),
        ("HalfStorage", ["float16", "half"], TensorType.F16),
        ("BFloat16Storage", ["bfloat16"], TensorType.BF16),
        ("LongStorage", ["int64", "long"], TensorType.I64),
        ("IntStorage", ["int32", "int"], TensorType.I32),
        ("ShortStorage", ["int16", "short"], TensorType.I16),
        ("CharStorage", ["int8"], TensorType.I8),
        ("ByteStorage", ["uint8"], TensorType.U8),
        ("BoolStorage", ["bool"], TensorType.Bool),
        ("ComplexFloatStorage", ["complex64", "cfloat"], TensorType.C64),
        ("", ["uint16"], TensorType.U16),
        ("", ["uint32"], TensorType.U32),
        ("", ["uint64"], TensorType.U64),
        ("", ["float8_e4m3fn"], TensorType.F8_E4M3),
        ("", ["float8_e5m2"], TensorType.F8_E5M2),
        ("", ["float8_e8m0fnu"], TensorType.F8_E8M0),
        ("", ["float8_e4m3fnuz"], TensorType.F8_E4M3FNUZ),
        ("", ["float8_e5m2fnuz"], TensorType.F8_E5M2FNUZ),
    ];

    private static readonly Dictionary<string, PickleGlobal> All = new[]
        {
            new PickleGlobal("collections.OrderedDict", PickleRole.OrderedDictionary),
            new PickleGlobal("torch.Size", PickleRole.Size),
            new PickleGlobal("torch._utils._rebuild_tensor", PickleRole.Tensor),
            new PickleGlobal("torch._utils._rebuild_tensor_v2", PickleRole.Tensor),
            new PickleGlobal("torch._utils._rebuild_tensor_v3", PickleRole.TensorOfType),
            new PickleGlobal("torch._utils._rebuild_parameter", PickleRole.Parameter),
            new PickleGlobal("torch._utils._rebuild_parameter_with_state", PickleRole.Parameter),
            new PickleGlobal("torch.nn.parameter.Parameter", PickleRole.Parameter),
            new PickleGlobal("torch._tensor._rebuild_from_type_v2", PickleRole.TensorOfClass),
            new PickleGlobal("torch.Tensor", PickleRole.Inert),
            new PickleGlobal("torch.UntypedStorage", PickleRole.Storage),
            new PickleGlobal("torch.storage.UntypedStorage", PickleRole.Storage),
        }
        .Concat(Inert.Select(name => new PickleGlobal(name, PickleRole.Inert)))
        .Concat(ElementTypes.Where(row => row.Storage.Length > 0).Select(row => new PickleGlobal($"torch.{row.Storage}", PickleRole.Storage, row.Type)))
        .Concat(ElementTypes.SelectMany(row => row.Names.Select(name => new PickleGlobal($"torch.{name}", PickleRole.ElementType, row.Type))))
        .ToDictionary(global => global.Name, StringComparer.Ordinal);

    /// <summary>What Lightning keeps of settings and callbacks, under the names of its packages.</summary>
    private static IEnumerable<string> Lightnings(string name, params string[] modules) => modules.SelectMany(module =>
        new[] { $"pytorch_lightning.{module}", $"lightning.pytorch.{module}", $"lightning.{module}", $"lightning_{module}" }.Select(full => $"{full}.{name}"));

    /// <summary>The entry of the list.</summary>
    /// <exception cref="FormatFault">It is not there; the message names it.</exception>
    public static PickleGlobal Find(string module, string name, string instruction) =>
        All.TryGetValue($"{module}.{name}", out PickleGlobal? known)
            ? known
            : throw new FormatFault(
                $"its pickle refers to {Quoted.Text($"{module}.{name}")} ({instruction}), which is not among the {All.Count} names that weights need; "
                + "nothing was executed",
                Advice);
}
