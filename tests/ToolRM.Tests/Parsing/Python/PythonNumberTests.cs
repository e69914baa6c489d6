using System.Numerics;
using ToolRM.Parsing.Python;

namespace ToolRM.Tests.Parsing.Python;

/// <summary>Python's int(text) and float(text), as the converters' free reader uses them.</summary>
public class PythonNumberTests
{
    [Theory]
    [InlineData("7", 7)]
    [InlineData(" +1_000\n", 1000)]
    [InlineData("-007", -7)]
    [InlineData("\u00a0\u0663\u0664\u001f", 34)]
    public void Integers(string text, int expected)
    {
        Assert.True(PythonNumber.TryInteger(text, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("_1")]
    [InlineData("1_")]
    [InlineData("1__0")]
    [InlineData("0x1F")]
    [InlineData("1.0")]
    [InlineData("- 1")]
    [InlineData("²")]
    public void NoIntegers(string text) => Assert.False(PythonNumber.TryInteger(text, out _));

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("1_0.2_5e1_0", 10.25e10)]
    [InlineData("-INF", double.NegativeInfinity)]
    [InlineData("+infinity", double.PositiveInfinity)]
    [InlineData("-nan", double.NaN)]
    [InlineData("1e999", double.PositiveInfinity)]
    [InlineData("٣.٥", 3.5)]
    public void Floats(string text, double expected)
    {
        Assert.True(PythonNumber.TryFloat(text, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1_.5")]
    [InlineData("1._5")]
    [InlineData("1e")]
    [InlineData("1.5f")]
    [InlineData("infinit")]
    [InlineData("1 2")]
    public void NoFloats(string text) => Assert.False(PythonNumber.TryFloat(text, out _));

    [Fact]
    public void PythonStopsAt4300Digits()
    {
        Assert.True(PythonNumber.TryInteger(new string('9', 4300), out var value));
        Assert.Equal(BigInteger.Pow(10, 4300) - 1, value);
        Assert.False(PythonNumber.TryInteger(new string('9', 4301), out _));
    }
}
