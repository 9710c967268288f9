namespace Architecture.Tests.Samples;

// What TypeReferenceTests looks for: each type here uses another one in a single way.

internal class Used
{
    internal static void Act()
    {
    }
}

[AttributeUsage(AttributeTargets.All)]
internal sealed class MarkAttribute(Type type) : Attribute
{
    internal Type Type => type;
}

internal sealed class UsesNothing
{
    internal static string Name => nameof(Used);
}

internal sealed class InBaseType : Used;

internal sealed class InField
{
    internal Used? Value = null;
}

internal sealed class InLambda
{
    internal static Func<object> Make(int number) => () => number == 0 ? new Used() : "";
}

internal sealed class InLocalFunction
{
    internal static object Make()
    {
        return Local();
        static object Local() => new Used();
    }
}

internal sealed class InAsyncBody
{
    internal static async Task RunAsync()
    {
        await Task.Yield();
        Used.Act();
    }
}

internal sealed class InIterator
{
    internal static IEnumerable<object> Some()
    {
        yield return new Used();
    }
}

internal sealed class InNestedType
{
    internal sealed class Inner
    {
        internal static object Make() => new Used();
    }
}

internal sealed class InPattern
{
    internal static bool Is(object value) => value is Used;
}

internal sealed class AsArgumentOfAGenericType
{
    internal static Dictionary<string, Used[]>? Values => null;
}

internal sealed class AsArgumentOfAGenericMethod
{
    internal static object Values => Array.Empty<Used>();
}

internal sealed class InConstraint
{
    internal static string Name<T>()
        where T : Used => typeof(T).Name;
}

[Mark(typeof(Used))]
internal sealed class InAttribute;

internal sealed class InAttributeOfAParameter
{
    internal static int Number([Mark(typeof(int))] int number) => number;
}

internal static class OfExtensionMembers
{
    extension(string text)
    {
        internal int Doubled => 2 * text.Length;

        internal object Wrapped() => new Used();
    }
}

internal sealed class ByExtensionProperty
{
    internal static int Of(string text) => text.Doubled;
}

internal sealed class ByExtensionMethod
{
    internal static object Of(string text) => text.Wrapped();
}
