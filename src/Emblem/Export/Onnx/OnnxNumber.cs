using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;

namespace Emblem.Export.Onnx;

/// <summary>A double, or several, that a graph works out: formulas over it are written down in place of being computed.</summary>
/// <param name="graph">Grows by an operation for each step.</param>
/// <param name="value">What stands for the number.</param>
internal readonly struct OnnxNumber(OnnxGraphWriter graph, OnnxValue value)
{
    public OnnxGraphWriter Graph => graph;

    public OnnxValue Value => value;

    /// <summary>In single precision, as the network computes.</summary>
    public OnnxValue Single => graph.Add("Cast", [value], OnnxSetting.Of("to", OnnxTypes.NumberOf(TensorType.F32)));

    public OnnxNumber Floor => Of("Floor");

    public OnnxNumber Ceiling => Of("Ceil");

    /// <summary>To the nearest whole number, halves to the even one.</summary>
    public OnnxNumber Rounded => Of("Round");

    public OnnxNumber Size => Of("Abs");

    /// <summary>Of a list: each in a row of its own.</summary>
    public OnnxNumber AsRows => new(graph, graph.Add("Unsqueeze", [value, graph.Wholes(1)]));

    /// <summary>0, 1, 2, …, as many as this number says.</summary>
    public OnnxNumber Counted => new(graph, graph.Add("Range", [graph.Constant([], 0.0), value, graph.Constant([], 1.0)]));

    /// <summary>The sum of each row.</summary>
    public OnnxNumber RowSums => new(graph, graph.Add("ReduceSum", [value, graph.Wholes(1)], OnnxSetting.Of("keepdims", 1)));

    /// <summary>1 where this is at least the other and 0 elsewhere.</summary>
    public OnnxNumber AtLeast(OnnxNumber other) => Truth(With("GreaterOrEqual", other));

    /// <summary>1 where this is above the other and 0 elsewhere.</summary>
    public OnnxNumber Above(OnnxNumber other) => Truth(With("Greater", other));

    public OnnxNumber AtMost(OnnxNumber most) => With("Min", most);

    public OnnxNumber NotBelow(OnnxNumber least) => With("Max", least);

    public OnnxNumber AtMost(double most) => AtMost(Constant(most));

    public OnnxNumber NotBelow(double least) => NotBelow(Constant(least));

    /// <summary>The matrix product.</summary>
    public OnnxNumber Product(OnnxNumber other) => With("MatMul", other);

    public OnnxNumber Constant(double number) => new(graph, graph.Constant([], number));

    public static OnnxNumber operator +(OnnxNumber one, OnnxNumber other) => one.With("Add", other);

    public static OnnxNumber operator -(OnnxNumber one, OnnxNumber other) => one.With("Sub", other);

    public static OnnxNumber operator *(OnnxNumber one, OnnxNumber other) => one.With("Mul", other);

    public static OnnxNumber operator /(OnnxNumber one, OnnxNumber other) => one.With("Div", other);

    public static OnnxNumber operator +(OnnxNumber one, double other) => one + one.Constant(other);

    public static OnnxNumber operator -(OnnxNumber one, double other) => one - one.Constant(other);

    public static OnnxNumber operator -(double one, OnnxNumber other) => other.Constant(one) - other;

    public static OnnxNumber operator *(OnnxNumber one, double other) => one * one.Constant(other);

    public static OnnxNumber operator /(OnnxNumber one, double other) => one / one.Constant(other);

    public static OnnxNumber operator /(double one, OnnxNumber other) => other.Constant(one) / other;

    private OnnxNumber Of(string operation) => new(graph, graph.Add(operation, [value]));

    private OnnxNumber With(string operation, OnnxNumber other) => new(graph, graph.Add(operation, [value, other.Value]));

    private static OnnxNumber Truth(OnnxNumber asked) => new(asked.Graph, asked.Graph.Add("Cast", [asked.Value], OnnxSetting.Of("to", OnnxTypes.NumberOf(TensorType.F64))));
}
