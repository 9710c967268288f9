using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Architecture.Tests;

/// <summary>
/// Which types of an assembly use which others of it: by base types, signatures, attributes and the code of their methods. A nested type, and so whatever the
/// compiler makes of lambdas and iterators, counts as the type around it. Constants and <c>nameof</c> leave nothing in an assembly and are not seen.
/// </summary>
internal static class TypeReferences
{
    internal static IReadOnlyCollection<(TypeDefinition From, TypeDefinition To)> Read(string path)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        using var assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = resolver });
        return [.. from type in assembly.MainModule.Types
                   where IsWritten(type)
                   from used in OfType(type).SelectMany(Parts).OfType<TypeDefinition>().Select(Outermost).Distinct()
                   where used != type && IsWritten(used)
                   select (type, used)];
    }

    private static bool IsWritten(TypeDefinition type) => !type.Name.StartsWith('<');

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<TypeReference?> OfType(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.SelectMany(@interface => OfAttributes(@interface).Append(@interface.InterfaceType)),
        .. OfAttributes(type),
        .. OfParameters(type),
        .. type.Fields.SelectMany(field => OfAttributes(field).Append(field.FieldType)),
        .. type.Properties.SelectMany(OfAttributes),
        .. type.Events.SelectMany(OfAttributes),
        .. type.Methods.SelectMany(OfMethod),
        .. type.NestedTypes.SelectMany(OfType),
    ];

    private static IEnumerable<TypeReference?> OfMethod(MethodDefinition method) =>
    [
        .. OfSignature(method),
        .. OfAttributes(method),
        .. OfAttributes(method.MethodReturnType),
        .. method.Parameters.SelectMany(OfAttributes),
        .. OfParameters(method),
        .. method.Overrides.SelectMany(OfSignature),
        .. method.HasBody ? OfBody(method.Body) : [],
    ];

    private static IEnumerable<TypeReference?> OfBody(MethodBody body) =>
    [
        .. body.Variables.Select(variable => variable.VariableType),
        .. body.ExceptionHandlers.Select(handler => handler.CatchType),
        .. body.Instructions.SelectMany(instruction => instruction.Operand switch
        {
            TypeReference type => [type],
            MethodReference method => OfSignature(method),
            FieldReference field => [field.DeclaringType, field.FieldType],
            CallSite site => [site.ReturnType, .. site.Parameters.Select(parameter => parameter.ParameterType)],
            _ => Enumerable.Empty<TypeReference?>(),
        }),
    ];

    private static IEnumerable<TypeReference?> OfSignature(MethodReference method) =>
    [
        method.DeclaringType,
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
    ];

    private static IEnumerable<TypeReference?> OfParameters(IGenericParameterProvider generic) =>
        generic.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference?> OfAttributes(ICustomAttributeProvider provider) => provider.CustomAttributes.SelectMany(attribute =>
        attribute.ConstructorArguments.Concat(attribute.Properties.Concat(attribute.Fields).Select(named => named.Argument))
            .SelectMany(OfArgument).Append(attribute.AttributeType));

    private static IEnumerable<TypeReference?> OfArgument(CustomAttributeArgument argument) => argument.Value switch
    {
        TypeReference type => [argument.Type, type],
        CustomAttributeArgument boxed => OfArgument(boxed),
        CustomAttributeArgument[] elements => elements.SelectMany(OfArgument),
        _ => [argument.Type],
    };

    /// <summary>The types that a type is made of: of <c>List&lt;T[]&gt;</c>, the list and T.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Concat(Parts(generic.ElementType)),
        FunctionPointerType pointer => pointer.Parameters.Select(parameter => parameter.ParameterType).Append(pointer.ReturnType).SelectMany(Parts),
        IModifierType modified => Parts(modified.ElementType).Concat(Parts(modified.ModifierType)),
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };
}
