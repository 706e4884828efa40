namespace Emblem.Benchmarks;

/// <summary>Processor time of this process: a neighbour who takes the core away does not count.</summary>
internal static class Cpu
{
    /// <summary>Runs the ways by turns and gives the median seconds of each; the first round warms up and is not counted.</summary>
    public static double[] Medians(IReadOnlyList<Action> ways, int rounds)
    {
        List<double>[] seconds = [.. ways.Select(_ => new List<double>())];
        for (int round = 0; round <= rounds; round++)
        {
            foreach ((int index, Action way) in ways.Index())
            {
                double took = Seconds(way);
                if (round > 0)
                    seconds[index].Add(took);
            }
        }

        return [.. seconds.Select(Benchmarks.Medians.Of)];
    }

    private static double Seconds(Action work)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}
