namespace Emblem.Cluster;

/// <summary>How a value travels from rank to rank: every bit of it.</summary>
/// <param name="Write">Writes one.</param>
/// <param name="Read">Reads what was written.</param>
internal sealed record RankFormat<T>(Action<BinaryWriter, T> Write, Func<BinaryReader, T> Read)
{
    /// <summary>What a value becomes.</summary>
    public byte[] ToBytes(T value)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
            Write(writer, value);
        return bytes.ToArray();
    }

    /// <summary>The value that it was.</summary>
    public T Of(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return Read(reader);
    }
}

/// <summary>Formats of what several kinds of work exchange.</summary>
internal static class RankFormats
{
    /// <summary>A text or none.</summary>
    public static RankFormat<string?> Text { get; } = new(
        (writer, text) =>
        {
            writer.Write(text is not null);
            if (text is not null)
                writer.Write(text);
        },
        reader => reader.ReadBoolean() ? reader.ReadString() : null);

    /// <summary>Bytes, with their number before them.</summary>
    public static RankFormat<byte[]> Bytes { get; } = new(
        (writer, bytes) =>
        {
            writer.Write(bytes.Length);
            writer.Write(bytes);
        },
        reader => reader.ReadBytes(reader.ReadInt32()));

    /// <summary>Values, with their number before them.</summary>
    public static RankFormat<IReadOnlyList<T>> ListOf<T>(RankFormat<T> one) => new(
        (writer, list) =>
        {
            writer.Write(list.Count);
            foreach (T value in list)
                one.Write(writer, value);
        },
        reader =>
        {
            var list = new T[reader.ReadInt32()];
            for (int i = 0; i < list.Length; i++)
                list[i] = one.Read(reader);
            return list;
        });
}
