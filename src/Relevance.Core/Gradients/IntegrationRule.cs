namespace Relevance.Gradients;

/// <summary>Where along the path the gradient is taken, and with which weight.</summary>
public enum IntegrationRule
{
    /// <summary>Gauss-Legendre quadrature: exact for polynomials of degree 2n − 1.</summary>
    GaussLegendre,

    /// <summary>The middles of n equal parts.</summary>
    Midpoint,

    /// <summary>n points from end to end, those at the ends with half the weight.</summary>
    Trapezoid,

    /// <summary>The ends of n equal parts, towards the image.</summary>
    Right,

    /// <summary>The beginnings of n equal parts, from the baseline.</summary>
    Left,
}
