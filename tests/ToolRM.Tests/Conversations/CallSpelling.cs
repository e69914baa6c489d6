using System.Globalization;
using System.Numerics;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Tests.Conversations;

/// <summary>Writes a call in another spelling of the same: keys turned round, white space, 1 as 1.0, another id.</summary>
internal static class CallSpelling
{
    /// <summary>The call in other words; as it is where the arguments are not JSON.</summary>
    /// <param name="call">The call.</param>
    /// <param name="variant">Chooses among the spellings; its bits are switches.</param>
    public static ToolCall Respell(ToolCall call, int variant)
    {
        if (call.ParseArguments().Value is not { } arguments) return call with { Id = "respelt" };
        var text = new StringBuilder((variant & 8) == 0 ? "" : " \n");
        Append(text, arguments, variant);
        return new(call.Name, text.Append((variant & 16) == 0 ? "" : "\t ").ToString(), $"respelt-{variant}");
    }

    private static void Append(StringBuilder text, ArgumentValue value, int variant)
    {
        var gap = (variant & 1) == 0 ? "" : " ";
        switch (value)
        {
            case MapValue map:
                var entries = (variant & 2) == 0 ? map.Entries.ToArray() : map.Entries.Reverse();
                Join(text.Append('{').Append(gap), entries, gap, entry =>
                {
                    text.Append(ArgumentValue.Of(entry.Key)).Append(gap).Append(':').Append(gap);
                    Append(text, entry.Value, variant);
                });
                text.Append(gap).Append('}');
                break;
            case ListValue list:
                Join(text.Append('[').Append(gap), list.Items, gap, item => Append(text, item, variant));
                text.Append(gap).Append(']');
                break;
            case IntegerValue integer when (variant & 4) != 0 && new BigInteger((double)integer.Value) == integer.Value:
                text.Append(CultureInfo.InvariantCulture, $"{integer.Value}.0");
                break;
            case FloatValue number when (variant & 4) == 0 && number.Value == Math.Floor(number.Value) && double.IsFinite(number.Value):
                text.Append(CultureInfo.InvariantCulture, $"{new BigInteger(number.Value)}");
                break;
            default:
                text.Append(value);
                break;
        }
    }

    private static void Join<T>(StringBuilder text, IEnumerable<T> items, string gap, Action<T> append)
    {
        var first = true;
        foreach (var item in items)
        {
            if (!first) text.Append(gap).Append(',').Append(gap);
            first = false;
            append(item);
        }
    }
}
