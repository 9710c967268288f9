namespace Architecture.Tests.Samples.First
{
    internal sealed class One
    {
        internal Second.Two? Next { get; init; }
    }
}

namespace Architecture.Tests.Samples.Second
{
    internal sealed class Two
    {
        internal Third.Three? Next { get; init; }
    }
}

namespace Architecture.Tests.Samples.Third
{
    internal sealed class Three
    {
        internal First.One? Next { get; init; }

        internal Fourth.Four? Last { get; init; }
    }
}

namespace Architecture.Tests.Samples.Fourth
{
    internal sealed class Four;
}
