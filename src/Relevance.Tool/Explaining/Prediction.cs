namespace Relevance.Tool.Explaining;

/// <summary>What a model says about one image, and what the explanation sums to.</summary>
/// <param name="Predicted">The class of the highest score.</param>
/// <param name="Probability">Its softmax probability.</param>
/// <param name="Explained">The class whose score is explained.</param>
/// <param name="Score">That score, a logit.</param>
/// <param name="TotalRelevance">The sum of the relevances of all pixels.</param>
internal readonly record struct Prediction(int Predicted, double Probability, int Explained, double Score, double TotalRelevance);
