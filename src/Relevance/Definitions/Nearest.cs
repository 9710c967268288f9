namespace Relevance.Definitions;

/// <summary>Finds the known word that was probably meant by a misspelled one.</summary>
public static class Nearest
{
    /// <summary>
    /// Finds the candidate that differs from the word by the fewest edits of single letters, if they are few; the first of several equally near ones.
    /// </summary>
    /// <param name="word">The word that was typed.</param>
    /// <param name="candidates">The known words.</param>
    /// <returns>The nearest candidate; null if none is near.</returns>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        var typed = word.ToLowerInvariant();
        return candidates
            .Select(candidate => (candidate, Edits: Edits(typed, candidate)))
            // A beginning of a name is as good as a typing error.
            .Where(pair => pair.Edits <= Math.Max(2, pair.candidate.Length / 3) || (typed.Length > 1 && pair.candidate.StartsWith(typed, StringComparison.Ordinal)))
            .OrderBy(pair => pair.Edits)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>Levenshtein's distance: insertions, deletions and replacements of one letter.</summary>
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
