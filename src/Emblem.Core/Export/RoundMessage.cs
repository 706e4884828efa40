using Emblem.Cluster;

namespace Emblem.Export;

/// <summary>What a rank gives to the others when they exchange: its answers of a round, and the first rank the round after.</summary>
/// <param name="Next">Null from all but the first rank, and behind the last round.</param>
/// <param name="Answers">This rank's, in the order of the pictures; none as long as there is no round.</param>
internal sealed record RoundMessage(PictureRound? Next, IReadOnlyList<RankedAnswer> Answers)
{
    public static RankFormat<RoundMessage> Format { get; } = new(
        (writer, message) =>
        {
            writer.Write(message.Next is not null);
            if (message.Next is not null)
                PictureRound.Format.Write(writer, message.Next);
            RankedAnswer.Format.Write(writer, message.Answers);
        },
        reader => new RoundMessage(reader.ReadBoolean() ? PictureRound.Format.Read(reader) : null, RankedAnswer.Format.Read(reader)));
}
