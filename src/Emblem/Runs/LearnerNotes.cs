namespace Emblem.Runs;

/// <summary>Hands a learner's messages on as events.</summary>
internal sealed class LearnerNotes(RunTeller teller) : IProgress<string>
{
    public void Report(string value) => teller.Note(value);
}
