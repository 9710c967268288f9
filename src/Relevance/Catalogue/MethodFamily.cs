namespace Relevance.Catalogue;

/// <summary>Methods by what they do, in the order in which a list shows them.</summary>
public enum MethodFamily
{
    /// <summary>Hand the score back through the network, layer by layer, in shares that add up.</summary>
    HandTheScoreBack,

    /// <summary>Ask for gradients, or for what is carried back like one.</summary>
    AskForGradients,

    /// <summary>Change the image and look what becomes of the score.</summary>
    ChangeTheImage,

    /// <summary>Average what another method finds over copies of the image.</summary>
    AverageOverCopies,
}
