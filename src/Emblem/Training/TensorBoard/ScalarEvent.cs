using Emblem.ModelFiles.Protobuf;
using Emblem.Training.Metrics;

namespace Emblem.Training.TensorBoard;

/// <summary>Some numbers at one step, as TensorBoard's <c>Event</c> with a <c>Summary</c> of simple values.</summary>
/// <param name="Time">Shown beside each number.</param>
/// <param name="Step">The place on the horizontal axis.</param>
/// <param name="Values">Name and number; a slash in a name groups the charts. What is no finite number is left out.</param>
internal sealed record ScalarEvent(DateTimeOffset Time, long Step, IReadOnlyList<MetricValue> Values)
{
    /// <summary>The first event of every file.</summary>
    public static byte[] Version(DateTimeOffset time)
    {
        var message = new ProtoMessage();
        message.Double(1, Seconds(time));
        message.Text(3, "brain.Event:2");
        return message.Bytes;
    }

    /// <summary>The protocol buffer: field numbers are those of tensorflow/core/util/event.proto and framework/summary.proto.</summary>
    public byte[] Bytes()
    {
        var summary = new ProtoMessage();
        foreach (MetricValue value in Values.Where(value => float.IsFinite((float)value.Value)))
        {
            var one = new ProtoMessage();
            one.Text(1, value.Name);
            one.Float(2, (float)value.Value);
            summary.Message(1, one);
        }

        var message = new ProtoMessage();
        message.Double(1, Seconds(Time));
        message.Whole(2, Step);
        message.Message(5, summary);
        return message.Bytes;
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
