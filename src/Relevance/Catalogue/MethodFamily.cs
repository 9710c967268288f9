namespace Relevance.Catalogue;

/// <summary>The families of methods by how they work, in the order in which lists show them.</summary>
public enum MethodFamily
{
    /// <summary>Methods that propagate the score back through the network, layer by layer, in shares that add up to it.</summary>
    HandTheScoreBack,

    /// <summary>Methods that use gradients, or quantities propagated back like gradients.</summary>
    AskForGradients,

    /// <summary>Methods that change the image and observe how the score changes.</summary>
    ChangeTheImage,

    /// <summary>Methods that average the explanations by another method over copies of the image.</summary>
    AverageOverCopies,
}
