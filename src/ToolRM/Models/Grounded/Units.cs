using System.Collections.Frozen;

namespace ToolRM.Models.Grounded;

/// <summary>Units that numbers are given in, with what they measure.</summary>
internal static class Units
{
    // Dimension: its units; the first word of a group is the unit, the others are its spellings.
    private const string Table =
        "length: metre meter meters metres m; kilometre kilometer kilometers kilometres km kms; centimetre centimeter centimeters cm; millimetre millimeter millimeters mm; "
        + "mile miles mi; foot feet ft; inch inches; yard yards yd|"
        + "mass: gram grams g; kilogram kilograms kilo kilos kg kgs; pound pounds lb lbs; ounce ounces oz; ton tons tonne tonnes; milligram milligrams mg|"
        + "time: second seconds sec secs s; minute minutes min mins; hour hours hr hrs h; day days; week weeks; month months; year years yr yrs; millisecond milliseconds ms|"
        + "temperature: celsius centigrade c; fahrenheit f; kelvin k|"
        + "money: dollar dollars usd bucks; euro euros eur; yen jpy; rupee rupees inr; gbp sterling; cent cents|"
        + "speed: kmh kph; mph|volume: litre liter liters litres l; millilitre milliliter milliliters ml; gallon gallons; cup cups; tablespoon tablespoons tbsp; teaspoon teaspoons tsp|"
        + "share: percent percentage pct|area: acre acres; hectare hectares|data: byte bytes; kb; mb; gb; tb|angle: degree degrees deg; radian radians rad|"
        + "energy: calorie calories kcal; joule joules j; watt watts w; volt volts v; ampere amperes amp amps; ohm ohms; newton newtons n; pascal pascals pa; hertz hz; coulomb coulombs; tesla";

    private static readonly FrozenDictionary<uint, (byte Dimension, byte Unit)> Words = Read();

    /// <summary>What a word measures; 0 when it is no unit.</summary>
    public static (byte Dimension, byte Unit) Of(uint word) => Words.GetValueOrDefault(word);

    public static bool IsPercent(uint word) => Of(word).Dimension == 8;

    private static FrozenDictionary<uint, (byte, byte)> Read()
    {
        var words = new Dictionary<uint, (byte, byte)>();
        byte unit = 0;
        foreach (var (dimension, line) in Table.Split('|').Index())
        {
            foreach (var spellings in line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..].Split("; "))
            {
                unit++;
                foreach (var word in spellings.Split(' ')) words[WordHash.Of(word)] = ((byte)(dimension + 1), unit);
            }
        }
        return words.ToFrozenDictionary();
    }
}
