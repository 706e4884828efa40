using Emblem.Training.Recipes;

namespace Emblem.Runs;

/// <summary>The plan of a learning curve of heads: on which frozen network, and which head.</summary>
internal static class CurveBody
{
    /// <summary>The run's own head on the weights that it starts with; else the usual head, or the box's weights, stand for it.</summary>
    /// <param name="run">The run's.</param>
    /// <param name="teller">Told where other weights are taken, and why.</param>
    /// <exception cref="Foundation.EmblemException">The box's are needed and are not there.</exception>
    public static TrainingPlan Plan(TrainingPlan run, RunTeller teller)
    {
        if (run.Start is null || run.GoesOn)
        {
            TrainingPlan boxed = ReviewBody.Plan(run, teller, "the curve is of heads on");
            return boxed with { Recipe = boxed.Recipe with { Head = TrainingRecipes.Head.Head } };
        }

        return run with { Recipe = TrainingRecipes.Head with { Head = run.Recipe.Head ?? TrainingRecipes.Head.Head } };
    }

    /// <summary>What learned, and what it stands for.</summary>
    public static string Words(TrainingPlan run, TrainingPlan plan, bool trained)
    {
        string body = plan.Start is { } start ? $"{plan.Architecture} ({start.Origin})" : $"{plan.Architecture} from random weights";
        return trained ? $"the run's own recipe '{run.Recipe.Name}' on {body}"
            : run.Recipe.FineTune is null ? $"the head that the run fits, on {body}"
            : $"a head on frozen features of {body}, which stands for the recipe '{run.Recipe.Name}'";
    }
}
