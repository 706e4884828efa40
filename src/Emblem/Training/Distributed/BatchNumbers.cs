using System.Runtime.InteropServices;

namespace Emblem.Training.Distributed;

/// <summary>What a network made of a batch, as it travels between processes.</summary>
/// <param name="Items">Which pictures.</param>
/// <param name="Targets">Their classes.</param>
/// <param name="Values">As many of each.</param>
internal sealed record BatchNumbers(int[] Items, long[] Targets, float[] Values)
{
    /// <summary>Numbers of a picture.</summary>
    public int Width => Values.Length / Items.Length;

    public static byte[] ToBytes(IReadOnlyList<BatchNumbers> batches)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(batches.Count);
        foreach (BatchNumbers batch in batches)
        {
            writer.Write(batch.Items.Length);
            writer.Write(batch.Values.Length);
            writer.Write(MemoryMarshal.AsBytes<int>(batch.Items));
            writer.Write(MemoryMarshal.AsBytes<long>(batch.Targets));
            writer.Write(MemoryMarshal.AsBytes<float>(batch.Values));
        }

        return stream.ToArray();
    }

    public static BatchNumbers[] Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var batches = new BatchNumbers[reader.ReadInt32()];
        foreach (ref BatchNumbers batch in batches.AsSpan())
        {
            (int rows, int values) = (reader.ReadInt32(), reader.ReadInt32());
            batch = new BatchNumbers(Of<int>(reader, rows), Of<long>(reader, rows), Of<float>(reader, values));
        }

        return batches;
    }

    private static T[] Of<T>(BinaryReader reader, int count)
        where T : unmanaged
    {
        var values = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
