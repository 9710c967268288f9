namespace Architecture.Tests;

public sealed class TypeReferenceTests
{
    private static readonly IReadOnlyCollection<(string From, string To)> Found =
        [.. TypeReferences.Read(typeof(TypeReferenceTests).Assembly.Location).Select(use => (use.From.Name, use.To.Name))];

    [Theory]
    [InlineData("InBaseType", "Used")]
    [InlineData("InField", "Used")]
    [InlineData("InLambda", "Used")]
    [InlineData("InLocalFunction", "Used")]
    [InlineData("InAsyncBody", "Used")]
    [InlineData("InIterator", "Used")]
    [InlineData("InNestedType", "Used")]
    [InlineData("InPattern", "Used")]
    [InlineData("AsArgumentOfAGenericType", "Used")]
    [InlineData("AsArgumentOfAGenericMethod", "Used")]
    [InlineData("InConstraint", "Used")]
    [InlineData("InAttribute", "Used")]
    [InlineData("InAttribute", "MarkAttribute")]
    [InlineData("InAttributeOfAParameter", "MarkAttribute")]
    [InlineData("OfExtensionMembers", "Used")]
    [InlineData("ByExtensionProperty", "OfExtensionMembers")]
    [InlineData("ByExtensionMethod", "OfExtensionMembers")]
    public void A_reference_is_found(string from, string to) => Assert.Contains((from, to), Found);

    [Fact]
    public void A_type_that_uses_none_has_no_reference() => Assert.DoesNotContain(Found, use => use.From is "Used" or "UsesNothing");
}
