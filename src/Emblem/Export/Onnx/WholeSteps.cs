using Emblem.ModelFiles.Onnx;

namespace Emblem.Export.Onnx;

/// <summary>
/// Which operations of a network compute in whole numbers, and which values stand in 8 bits for it: convolutions, products inside a body, and sums of what these gave.
/// Gates, heads and all that follows a pool of whole maps stay in singles: little work, and most of the loss.
/// </summary>
internal sealed class WholeSteps
{
    public const string Convolution = "Conv";
    public const string Product = "MatMul";
    private const string Addition = "Add";
    private const string Pool = "MaxPool";

    private readonly IReadOnlyList<OnnxStep> _steps;
    private readonly Dictionary<string, OnnxStep> _makers = new(StringComparer.Ordinal);
    private readonly ILookup<string, OnnxStep> _users;
    private readonly HashSet<string> _stored;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _measuredAs = new(StringComparer.Ordinal);

    /// <param name="graph">In singles, norms folded.</param>
    /// <param name="inSingles">Names of operations that are left as they are.</param>
    public WholeSteps(OnnxGraphWriter graph, IReadOnlySet<string> inSingles)
    {
        _steps = graph.Steps;
        _stored = graph.Tensors.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        _users = _steps.SelectMany(step => step.Inputs.Select(input => (input.Name, step))).ToLookup(use => use.Name, use => use.step, StringComparer.Ordinal);
        HashSet<string> pooled = new(StringComparer.Ordinal), whole = new(StringComparer.Ordinal);
        foreach (OnnxStep step in _steps)
        {
            foreach (OnnxValue output in step.Outputs)
                _makers[output.Name] = step;
            if (IsPooled(step, pooled))
            {
                pooled.UnionWith(step.Outputs.Select(output => output.Name));
                continue;
            }

            if (inSingles.Contains(step.Name))
                continue;
            if (step.Operation == Convolution || WeightOf(step) is not null || (step.Operation == Addition && step.Inputs.All(input => whole.Contains(input.Name))))
                Take(step, whole);
            else if (step.Operation == Pool && whole.Contains(step.Inputs[0].Name))
                Pass(step, whole);
        }
    }

    /// <summary>Names of the operations.</summary>
    public IReadOnlySet<string> Names => _names;

    /// <summary>Names of the values.</summary>
    public IReadOnlySet<string> Values => _values;

    /// <summary>Convolutions and products, in the graph's order.</summary>
    public IReadOnlyList<string> Layers => [.. _steps.Where(step => _names.Contains(step.Name) && step.Operation != Addition).Select(step => step.Name)];

    /// <summary>The values whose numbers have to be seen: a pool's are those that it chose from.</summary>
    public IReadOnlyList<string> Measured => [.. _values.Select(MeasuredAs).Distinct(StringComparer.Ordinal)];

    /// <summary>The value by whose range one stands.</summary>
    public string MeasuredAs(string value) => _measuredAs.GetValueOrDefault(value, value);

    /// <summary>The step that turns a product's weight; null for what is no product with a stored weight.</summary>
    public OnnxStep? WeightOf(OnnxStep step) =>
        step.Operation == Product && _makers.GetValueOrDefault(step.Inputs[1].Name) is { Operation: "Transpose" } turned && _stored.Contains(turned.Inputs[0].Name) ? turned : null;

    private void Take(OnnxStep step, HashSet<string> whole)
    {
        _names.Add(step.Name);
        _values.UnionWith(step.Inputs.Take(step.Operation == Addition ? 2 : 1).Select(input => input.Name));

        // A product's sums may stay singles; a convolution's become 8 bits, behind the activation where that only cuts off.
        if (step.Operation == Product)
            return;
        string end = step.Outputs[0].Name;
        if (_users[end].ToList() is [{ Operation: "Relu" or "Clip" } only])
            end = only.Outputs[0].Name;
        _values.Add(end);
        whole.Add(end);
    }

    private void Pass(OnnxStep pool, HashSet<string> whole)
    {
        _values.Add(pool.Outputs[0].Name);
        whole.Add(pool.Outputs[0].Name);
        _measuredAs[pool.Outputs[0].Name] = MeasuredAs(pool.Inputs[0].Name);
    }

    private bool IsPooled(OnnxStep step, HashSet<string> pooled)
    {
        if (step.Operation is "GlobalAveragePool" or "GlobalMaxPool" or "Flatten")
            return true;
        OnnxValue[] computed = [.. step.Inputs.Where(input => !_stored.Contains(input.Name) && _makers.GetValueOrDefault(input.Name)?.Operation != "Constant")];
        return computed.Length > 0 && computed.All(input => pooled.Contains(input.Name));
    }
}
