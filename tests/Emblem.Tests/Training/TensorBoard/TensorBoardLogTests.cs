using System.Buffers.Binary;
using System.Text;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Checkpoints;
using Emblem.Training.TensorBoard;

namespace Emblem.Tests.Training.TensorBoard;

/// <summary>The event file, read back by a reader that shares nothing with the writer.</summary>
public sealed class TensorBoardLogTests
{
    [Fact]
    public void EveryNumberOfTheHistoryIsThere()
    {
        using var folder = new TemporaryFolder();
        using Learner learner = SmallLearner.Make();
        var log = new TensorBoardLog(folder.Create("board", "x")[..^2]) { Clock = new Noon() };

        learner.FitOneCycle(2, 1e-2, [log]);
        learner.FitOneCycle(1, 1e-3, [log]);

        List<Event> events = Read(File.ReadAllBytes(Path.Combine(folder.Path, "board", "events.out.tfevents.emblem")));
        Assert.Equal("brain.Event:2", events[0].Version);
        Assert.Equal(1 + 18 + 3, events.Count);
        Assert.All(events, one => Assert.Equal(1_767_268_800.0, one.Time));
        Assert.Equal(
            learner.History.Batches.Select(batch => (batch.Iteration, (float)batch.Loss, (float)batch.SmoothedLoss, (float)batch.LearningRate, (float)batch.Momentum)),
            events.Where(one => one.Values.ContainsKey("train/loss")).Select(one => (
                (int)one.Step, one.Values["train/loss"], one.Values["train/smoothed_loss"], one.Values["train/learning_rate"], one.Values["train/momentum"])));
        Assert.Equal(
            learner.History.Epochs.Select(epoch => (epoch.Iterations, (float)epoch.ValidLoss!.Value, (float)epoch.Metrics[0].Value)),
            events.Where(one => one.Values.ContainsKey("valid/loss")).Select(one => ((int)one.Step, one.Values["valid/loss"], one.Values["valid/accuracy"])));
    }

    [Fact]
    public void ANewRunReplacesTheFile()
    {
        using var folder = new TemporaryFolder();
        using Learner learner = SmallLearner.Make();

        learner.FitOneCycle(1, 1e-2, [new TensorBoardLog(folder.Path)]);
        learner.FitOneCycle(1, 1e-2, [new TensorBoardLog(folder.Path)]);

        Assert.Equal(1 + 7, Read(File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder.Path)))).Count);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void AResumedTrainingGoesOnInTheFileWithoutARowTwice(int fit, int epoch)
    {
        using var folder = new TemporaryFolder();
        byte[] undisturbed = Train("undisturbed", null, null);
        var checkpoints = new CheckpointFolder(folder.Create("checkpoints", "x")[..^2]) { Interval = TimeSpan.FromHours(1) };
        // After the log has written the epoch, and before a checkpoint knows of it.
        Assert.Throws<InvalidOperationException>(() => Train("broken", learner => learner.KeepCheckpoints(checkpoints), new BreakAt(fit, epoch)));

        byte[] resumed = Train("broken", learner => Assert.NotNull(learner.Resume(checkpoints)), null);

        Assert.Equal(undisturbed, resumed);

        byte[] Train(string name, Action<Learner>? begin, Callback? last)
        {
            using Learner learner = SmallLearner.Make();
            begin?.Invoke(learner);
            Callback[] callbacks = [new TensorBoardLog(folder.Create(name, "x")[..^2]) { Clock = new Noon() }, .. last is null ? (Callback[])[] : [last]];
            learner.FitOneCycle(2, 1e-2, callbacks);
            learner.FitOneCycle(2, 1e-3, callbacks);
            return File.ReadAllBytes(folder.Create(name, "events.out.tfevents.emblem"));
        }
    }

    [Fact]
    public void ACancelledTrainingsFileHasTheBatchesOfItsCheckpoint()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        using Learner learner = SmallLearner.Make();
        learner.KeepCheckpoints(new CheckpointFolder(folder.Create("checkpoints")));
        var log = new TensorBoardLog(folder.Path);

        Assert.ThrowsAny<OperationCanceledException>(() => learner.FitOneCycle(2, 1e-2, [log, new CancelAfter(9, stop)], stop: stop.Token));

        List<Event> events = Read(File.ReadAllBytes(folder.Create("events.out.tfevents.emblem")));
        Assert.Equal(9, events.Count(one => one.Values.ContainsKey("train/loss")));
    }

    [Fact]
    public void ChecksumsAreCastagnolisMasked()
    {
        // The check value of CRC-32C, and the mask undone.
        uint masked = MaskedCrc.Of("123456789"u8) - 0xA282EAD8;

        Assert.Equal(0xE3069283, (masked >> 17) | (masked << 15));
        Assert.Equal(Crc([1, 2, 3, 255]), MaskedCrc.Of([1, 2, 3, 255]));
    }

    [Fact]
    public void LargeStepsAndNamesOutsideAsciiComeBack()
    {
        Event read = Parse(new ScalarEvent(DateTimeOffset.UnixEpoch, 3_000_000_000, [new("größe/x", -1.5)]).Bytes());

        Assert.Equal(3_000_000_000, read.Step);
        Assert.Equal(-1.5f, read.Values["größe/x"]);
    }

    private static List<Event> Read(ReadOnlySpan<byte> file)
    {
        var events = new List<Event>();
        while (file.Length > 0)
        {
            Assert.Equal(Crc(file[..8]), BinaryPrimitives.ReadUInt32LittleEndian(file[8..]));
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
            ReadOnlySpan<byte> data = file.Slice(12, length);
            Assert.Equal(Crc(data), BinaryPrimitives.ReadUInt32LittleEndian(file[(12 + length)..]));
            events.Add(Parse(data));
            file = file[(16 + length)..];
        }

        return events;
    }

    private static Event Parse(ReadOnlySpan<byte> data)
    {
        var found = new Event();
        foreach ((int field, ulong number, byte[] bytes) in Fields(data))
        {
            switch (field)
            {
                case 1:
                    found.Time = BitConverter.UInt64BitsToDouble(number);
                    break;
                case 2:
                    found.Step = (long)number;
                    break;
                case 3:
                    found.Version = Encoding.UTF8.GetString(bytes);
                    break;
                case 5:
                    foreach ((_, _, byte[] value) in Fields(bytes))
                    {
                        List<(int Field, ulong Number, byte[] Bytes)> parts = Fields(value);
                        found.Values.Add(
                            Encoding.UTF8.GetString(parts.Single(part => part.Field == 1).Bytes),
                            BitConverter.UInt32BitsToSingle((uint)parts.Single(part => part.Field == 2).Number));
                    }

                    break;
                default:
                    Assert.Fail($"Field {field} is not one of an event.");
                    break;
            }
        }

        return found;
    }

    private static List<(int Field, ulong Number, byte[] Bytes)> Fields(ReadOnlySpan<byte> data)
    {
        var fields = new List<(int, ulong, byte[])>();
        int at = 0;
        while (at < data.Length)
        {
            ulong tag = Varint(data, ref at);
            int wire = (int)(tag & 7);
            ulong number = wire is 0 or 2 ? Varint(data, ref at) : 0;
            int length = wire switch { 0 => 0, 1 => 8, 2 => (int)number, 5 => 4, _ => throw new InvalidDataException($"Wire type {wire}.") };
            byte[] bytes = data.Slice(at, length).ToArray();
            number = wire switch { 1 => BitConverter.ToUInt64(bytes), 5 => BitConverter.ToUInt32(bytes), _ => number };
            at += length;
            fields.Add(((int)(tag >> 3), number, bytes));
        }

        return fields;
    }

    private static ulong Varint(ReadOnlySpan<byte> data, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte one = data[at++];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
                return value;
        }
    }

    /// <summary>CRC-32C bit by bit from its polynomial, then TensorFlow's mask.</summary>
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte one in data)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }

        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }

    private sealed class Event
    {
        public double Time { get; set; }

        public long Step { get; set; }

        public string? Version { get; set; }

        public Dictionary<string, float> Values { get; } = [];
    }

    private sealed class BreakAt(int fit, int epoch) : Callback
    {
        public override void OnEpochEnd(FitContext context, EpochRecord row)
        {
            if ((context.Fit, row.Epoch) == (fit, epoch))
                throw new InvalidOperationException("broken");
        }
    }

    private sealed class CancelAfter(int batches, CancellationTokenSource source) : Callback
    {
        public override void OnBatchEnd(FitContext fit, BatchRecord batch)
        {
            if (batch.Iteration + 1 == batches)
                source.Cancel();
        }
    }

    private sealed class Noon : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
