namespace Relevance.Gradients;

/// <summary>Quadrature rules of integrated gradients: the positions along the path at which gradients are computed, and their weights.</summary>
public enum IntegrationRule
{
    /// <summary>Gauss-Legendre quadrature: exact for polynomials of degree 2n − 1.</summary>
    GaussLegendre,

    /// <summary>The midpoints of n equal parts.</summary>
    Midpoint,

    /// <summary>n evenly spaced points, both ends included, the ends with half the weight.</summary>
    Trapezoid,

    /// <summary>The ends of n equal parts: the last point is the image.</summary>
    Right,

    /// <summary>The beginnings of n equal parts: the first point is the baseline.</summary>
    Left,
}
