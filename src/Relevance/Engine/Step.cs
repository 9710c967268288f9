using System.Numerics;

namespace Relevance.Engine;

/// <summary>Computes values of a tile from others, all of them in a <see cref="Workspace{T}"/>. Immutable; works in any workspace of its plan.</summary>
internal abstract class Step<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal abstract void Run(Workspace<T> workspace);
}
