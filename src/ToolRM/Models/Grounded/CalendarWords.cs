using System.Collections.Frozen;

namespace ToolRM.Models.Grounded;

/// <summary>A day, as far as a text says it; 0 stands for what it leaves open.</summary>
internal readonly record struct DayMention(int Year, int Month, int Day)
{
    /// <summary>Whether both can be the same day: what one leaves open, the other may say.</summary>
    public bool Fits(DayMention other) => Month == other.Month && (Day == other.Day || Day == 0 || other.Day == 0) && (Year == other.Year || Year == 0 || other.Year == 0);
}

/// <summary>Days and times of day in texts: 2024-03-05, 3/5/2024, March 5th, 5 March 2024; 19:30, 7:30 pm, 7pm, noon.</summary>
internal static class CalendarWords
{
    private static readonly FrozenDictionary<uint, int> Months = (
        "january 1 jan 1 february 2 feb 2 march 3 mar 3 april 4 apr 4 may 5 june 6 jun 6 july 7 jul 7 august 8 aug 8 september 9 sep 9 sept 9 october 10 oct 10 november 11 nov 11 december 12 dec 12")
        .Split(' ').Chunk(2).ToFrozenDictionary(pair => WordHash.Of(pair[0]), pair => int.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture));

    private static readonly FrozenSet<uint> Relative = "today tomorrow yesterday tonight now next last this coming week weekend monday tuesday wednesday thursday friday saturday sunday month morning afternoon evening noon midnight night"
        .Split(' ').Select(word => WordHash.Of(word)).ToFrozenSet();

    private static readonly uint[] Ordinals = [.. "st nd rd th of the".Split(' ').Select(word => WordHash.Of(word))];
    private static readonly uint Am = WordHash.Of("am");
    private static readonly uint Pm = WordHash.Of("pm");
    private static readonly uint Noon = WordHash.Of("noon");
    private static readonly uint Midnight = WordHash.Of("midnight");
    private static readonly uint Clock = WordHash.Of("clock");

    public static bool IsRelative(uint word) => Relative.Contains(word);

    public static bool IsMonth(uint word) => Months.ContainsKey(word);

    /// <summary>Reads the day that starts at a token; returns how many tokens it takes, 0 when there is none.</summary>
    public static int ReadDay(ReadOnlySpan<Token> tokens, int position, ReadOnlySpan<char> text, out DayMention day)
    {
        day = default;
        var first = tokens[position];
        if (Months.TryGetValue(first.Word, out var month))
        {
            var next = position + 1;
            if (!Whole(tokens, next, out var number)) return 0;
            next = SkipOrdinal(tokens, next + 1);
            if (number is >= 1000 and <= 2999)
            {
                day = new(number, month, 0);
                return next - position;
            }
            if (number is < 1 or > 31) return 0;
            var year = Whole(tokens, next, out var stated) && stated is >= 1000 and <= 2999 ? stated : 0;
            day = new(year, month, number);
            return next - position + (year > 0 ? 1 : 0);
        }
        if (!Whole(tokens, position, out var a)) return 0;
        if (Whole(tokens, position + 1, out var b) && Whole(tokens, position + 2, out var c) && Joined(tokens[position], tokens[position + 1], text) && Joined(tokens[position + 1], tokens[position + 2], text))
        {
            if (a is >= 1000 and <= 2999 && b is >= 1 and <= 12 && c is >= 1 and <= 31) day = new(a, b, c);
            else if (c is >= 1000 and <= 2999 && a is >= 1 and <= 12 && b is >= 1 and <= 31) day = new(c, a, b); // the American order where both fit
            else if (c is >= 1000 and <= 2999 && b is >= 1 and <= 12 && a is >= 1 and <= 31) day = new(c, b, a);
            else return 0;
            return 3;
        }
        var after = SkipOrdinal(tokens, position + 1);
        if (a is >= 1 and <= 31 && after < tokens.Length && Months.TryGetValue(tokens[after].Word, out month))
        {
            var year = Whole(tokens, after + 1, out var stated) && stated is >= 1000 and <= 2999 ? stated : 0;
            day = new(year, month, a);
            return after - position + (year > 0 ? 2 : 1);
        }
        return 0;
    }

    /// <summary>Reads the time of day that starts at a token, in minutes; returns how many tokens it takes, 0 when there is none.</summary>
    public static int ReadTime(ReadOnlySpan<Token> tokens, int position, ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        var first = tokens[position];
        if (first.Word == Noon || first.Word == Midnight)
        {
            minutes = first.Word == Noon ? 720 : 0;
            return 1;
        }
        if (!Whole(tokens, position, out var hour) || hour > 24) return 0;
        var count = 1;
        var hasMinutes = position + 1 < tokens.Length && Whole(tokens, position + 1, out var part) && part < 60 && tokens[position + 1].Length == 2 && first.End + 1 == tokens[position + 1].Start && text[first.End] is ':' or '.';
        if (hasMinutes)
        {
            Whole(tokens, position + 1, out part);
            minutes = part;
            count = 2;
            if (position + 2 < tokens.Length && tokens[position + 2].Length == 2 && tokens[position + 2].IsNumber && tokens[position + 1].End + 1 == tokens[position + 2].Start) count = 3;
        }
        var next = position + count;
        if (next < tokens.Length && hour <= 12 && (tokens[next].Word == Am || tokens[next].Word == Pm))
        {
            minutes += ((hour % 12) + (tokens[next].Word == Pm ? 12 : 0)) * 60;
            return count + 1;
        }
        // 7 p.m.
        if (next + 1 < tokens.Length && hour <= 12 && tokens[next].Length == 1 && tokens[next + 1].Length == 1 && text[tokens[next + 1].Start] is 'm' or 'M' && text[tokens[next].Start] is 'a' or 'A' or 'p' or 'P' && text[tokens[next].End] == '.')
        {
            minutes += ((hour % 12) + (text[tokens[next].Start] is 'p' or 'P' ? 12 : 0)) * 60;
            return count + 2;
        }
        if (!hasMinutes && !(next + 1 < tokens.Length && tokens[next + 1].Word == Clock)) return 0;
        minutes += hour * 60;
        return count;
    }

    private static bool Whole(ReadOnlySpan<Token> tokens, int position, out int value)
    {
        value = 0;
        if (position >= tokens.Length || !tokens[position].IsNumber || tokens[position].Number is var number && (number != Math.Floor(number) || number > 9999)) return false;
        value = (int)tokens[position].Number;
        return true;
    }

    private static int SkipOrdinal(ReadOnlySpan<Token> tokens, int position)
    {
        while (position < tokens.Length && Ordinals.AsSpan().Contains(tokens[position].Word)) position++;
        return position;
    }

    private static bool Joined(Token first, Token second, ReadOnlySpan<char> text) => first.End + 1 == second.Start && text[first.End] is '-' or '/' or '.';
}
