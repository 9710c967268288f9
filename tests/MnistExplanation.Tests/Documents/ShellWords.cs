using System.Text;

namespace MnistExplanation.Tests.Documents;

/// <summary>A line of a shell as its words: quotes of both kinds, and comments.</summary>
internal static class ShellWords
{
    internal static IReadOnlyList<string> Of(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        foreach (var character in line)
        {
            if (quote != '\0')
            {
                if (character == quote)
                    quote = '\0';
                else
                    word!.Append(character);
            }
            else if (character is '\'' or '"')
            {
                quote = character;
                word ??= new();
            }
            else if (character == '#' && word is null)
            {
                break;
            }
            else if (character != ' ')
            {
                (word ??= new()).Append(character);
            }
            else if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }
        if (quote != '\0')
            throw new FormatException($"A quote is not closed: {line}");
        return word is null ? words : [.. words, word.ToString()];
    }
}
