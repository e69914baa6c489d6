using System.Buffers;

namespace ToolRM.Parsing;

/// <summary>A set of texts that mark the same thing, such as the two spellings of an opening tag.</summary>
internal sealed class Markers
{
    private readonly string[] _texts;
    private readonly SearchValues<string> _search;

    public Markers(params string[] texts)
    {
        _texts = texts;
        _search = SearchValues.Create(texts, StringComparison.Ordinal);
    }

    /// <summary>Position of the first marker in a text, or -1.</summary>
    public int IndexIn(ReadOnlySpan<char> text) => text.IndexOfAny(_search);

    /// <summary>Length of the marker that the text starts with, or 0. The longest one, when one begins another.</summary>
    public int LengthAt(ReadOnlySpan<char> text)
    {
        var length = 0;
        foreach (var marker in _texts)
        {
            if (marker.Length > length && text.StartsWith(marker, StringComparison.Ordinal)) length = marker.Length;
        }
        return length;
    }
}

/// <summary>
/// Finds the next marker behind ever later positions. The last answer is kept, so that a million openers without a closer
/// cost one search to the end and not a million.
/// </summary>
internal ref struct MarkerFinder
{
    private readonly Markers? _markers;
    private readonly ReadOnlySpan<char> _text;
    private int _searchedFrom;
    private int _found;

    public MarkerFinder(Markers? markers, ReadOnlySpan<char> text)
    {
        _markers = markers;
        _text = text;
        _searchedFrom = int.MaxValue;
    }

    /// <summary>Position of the first marker at or behind a position, or the text's length.</summary>
    public int From(int position)
    {
        if (_markers is null || position >= _text.Length) return _text.Length;
        if (position >= _searchedFrom && position <= _found) return _found;
        var offset = _markers.IndexIn(_text[position..]);
        _searchedFrom = position;
        return _found = offset < 0 ? _text.Length : position + offset;
    }

    /// <summary>Length of the marker at a position, or 0.</summary>
    public readonly int LengthAt(int position) => _markers is null || position >= _text.Length ? 0 : _markers.LengthAt(_text[position..]);
}
