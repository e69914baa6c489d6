namespace ToolRM.Verification.Literals;

/// <summary>
/// Finds the end of "the shortest text on this line up to a mark". Remembers how far a search failed, so that many starts on
/// one line without the mark cost one pass and not one each.
/// </summary>
/// <remarks>One instance serves one text and one mark, with starts that never go back.</remarks>
internal struct LineSearch
{
    private int _noneBefore;
    private int _lineEnd;

    /// <summary>Position of the mark at or after <paramref name="start"/> on the same line, or -1.</summary>
    public int Find(ReadOnlySpan<char> text, int start, ReadOnlySpan<char> mark)
    {
        if (start > text.Length || start < _noneBefore) return -1;
        if (_lineEnd <= start)
        {
            var newline = text[start..].IndexOf('\n');
            _lineEnd = newline < 0 ? text.Length : start + newline;
        }
        // The mark itself holds no newline, so it lies within the line.
        var line = text[start.._lineEnd];
        var found = line.IndexOf(mark, StringComparison.Ordinal);
        if (found >= 0) return start + found;
        _noneBefore = _lineEnd;
        return -1;
    }
}
