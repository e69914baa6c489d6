using System.Numerics;
using ToolRM.Conversations;

namespace ToolRM.Parsing.Python;

/// <summary>
/// What arithmetic may still build for one reply. Ten characters of text can ask for a terabyte
/// (<c>[[[[0]*1000]*1000]*1000]*1000</c>), so every result counts as long as it is written, shared parts each time.
/// </summary>
/// <remarks>One budget belongs to one reply; a fresh one for each literal would let a long reply ask again and again.</remarks>
internal sealed class PythonBudget
{
    /// <summary>Items, characters and digits that all results of one reply may have together.</summary>
    internal const int Whole = 1_000_000;

    private int _left = Whole;

    /// <summary>Pays for a result; false when the budget does not reach, and then nothing more is paid.</summary>
    /// <param name="size">Items, characters and digits, nested ones counted each time.</param>
    public bool Pay(BigInteger size)
    {
        if (size > _left) return false;
        _left -= (int)size;
        return true;
    }

    /// <summary>How much a value counts: one, and its characters, digits and items with what is in them.</summary>
    public static long SizeOf(ArgumentValue value)
    {
        switch (value)
        {
            case TextValue text: return 1L + text.Value.Length;
            case IntegerValue integer: return 1 + integer.Value.GetBitLength() / 3;
            case ListValue list: return SizeOf(list.Items);
            case TupleValue tuple: return SizeOf(tuple.Items);
            default: return 1;
        }
    }

    private static long SizeOf(ValueList<ArgumentValue> items)
    {
        var size = 1L;
        foreach (var item in items) size += SizeOf(item);
        return size;
    }
}
