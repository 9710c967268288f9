namespace Relevance.Definitions;

/// <summary>The kinds of values that a parameter can take, with their .NET types.</summary>
public enum ParameterKind
{
    /// <summary>A finite number, such as 0.1; <see cref="double"/>.</summary>
    Number,

    /// <summary>A whole number, such as 50; <see cref="int"/>.</summary>
    WholeNumber,

    /// <summary>A number for all channels of the input, or one for each with semicolons between them; <see cref="Maps.ChannelValues"/>.</summary>
    Channels,

    /// <summary>One of several words; <see cref="string"/>.</summary>
    Choice,

    /// <summary>true or false; <see cref="bool"/>.</summary>
    Flag,

    /// <summary>The name of a layer; <see cref="string"/>.</summary>
    Layer,

    /// <summary>Text with a notation of its own; <see cref="string"/>.</summary>
    Text,
}
