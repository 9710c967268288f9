namespace Mnist.Training;

/// <summary>The progress of a training, reported after each batch.</summary>
/// <param name="Epoch">The current epoch, from 1.</param>
/// <param name="Epochs">The number of epochs of the whole training.</param>
/// <param name="Batch">The number of batches of this epoch that are done.</param>
/// <param name="Batches">The number of batches of an epoch.</param>
/// <param name="Loss">The mean loss of the images of this epoch so far.</param>
/// <param name="ImagesPerSecond">The training speed of this epoch so far.</param>
/// <param name="Remaining">The estimated time to the end of the whole training.</param>
public readonly record struct TrainingProgress(
    int Epoch, int Epochs, int Batch, int Batches, double Loss, double ImagesPerSecond, TimeSpan Remaining);
