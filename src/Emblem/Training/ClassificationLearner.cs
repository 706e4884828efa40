using Emblem.Compute;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Training.Metrics;

namespace Emblem.Training;

/// <summary>Makes learners of classes: fast.ai's <c>cnn_learner</c>.</summary>
public static class ClassificationLearner
{
    extension(Learner)
    {
        /// <summary>A classifier for the pictures: the architecture's body with a new head for their classes, fast.ai's unless options say another.</summary>
        /// <param name="data">The pictures.</param>
        /// <param name="architecture">From <see cref="Architectures"/>.</param>
        /// <param name="metrics">Measured on the validation pictures after each epoch; accuracy when null.</param>
        /// <param name="options">Starting weights, seed and the rest.</param>
        /// <exception cref="EmblemException">The natives or the device are missing, or the weights do not fit the architecture.</exception>
        /// <exception cref="ArgumentException">The options ask for a final norm and for a head that has none.</exception>
        /// <exception cref="ModelFileException">The weights' own head is to be kept, and their file holds no Emblem model.</exception>
        public static Learner ForClassification(
            ImageData data, Architecture architecture, IReadOnlyList<Metric>? metrics = null, LearnerOptions? options = null)
        {
            options ??= new LearnerOptions();
            ComputePlan compute = options.Compute ?? new ComputeOptions().Resolve();
            KeptHead? kept = options is { KeepsHead: true, Weights: { } earlier } ? KeptHead.Find(earlier, data.Classes, options.Head) : null;
            HeadChoice head = kept?.Choice ?? options.SettledHead;
            ComputeLease lease = compute.Lease();
            Learner? learner = null;
            try
            {
                data = data.NormalisedBy(options.Weights?.ReadStatistics() ?? architecture.Preprocessing.Statistics).For(compute).Across(options.Ranks);
                var random = new RandomSource(options.Seed);
                TransferModel model = options.Weights is null
                    ? TransferModel.Create(architecture, data.Classes.Count, head, random)
                    : TransferModel.CreateToFill(architecture, data.Classes.Count, head, random);
                var description = new ModelMetadata(
                    architecture.Name,
                    data.Classes,
                    data.Preprocessing,
                    head.Description,
                    new TrainingProvenance(options.Weights?.Origin ?? "random") { EmblemVersion = BuildVersions.Emblem, TorchVersion = BuildVersions.Torch });
                learner = new Learner(model, data.Training, data.Validation, metrics ?? [new Accuracy()], description, options)
                {
                    Data = data,
                    Architecture = architecture,
                    Compute = compute,
                    Lease = lease,
                    HasKeptHead = kept?.Choice is not null,
                };
                options.Weights?.LoadInto(model.Body);
                if (learner.HasKeptHead)
                    KeptHead.LoadInto(model, options.Weights!);
                model.Use(compute, note => learner.Messages?.Report(note));
            }
            catch
            {
                learner?.Dispose();
                lease.Dispose();
                throw;
            }

            if (options.Weights is not null)
                learner.Freeze();
            return learner;
        }
    }
}
