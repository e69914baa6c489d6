using System.Collections.Frozen;

namespace ToolRM.Models.Grounded;

/// <summary>Codes that stand for a word of common knowledge: currencies, languages, countries, American states, units.</summary>
internal static class Abbreviations
{
    private static readonly FrozenDictionary<uint, uint[]> Words = (
        "usd dollar|usd usa|eur euro|gbp pound|gbp british|jpy yen|jpy japanese|inr rupee|cny yuan|cny chinese|aud australian|cad canadian|chf swiss|krw won|mxn peso|rub ruble|brl real|"
        + "en english|es spanish|fr french|de german|it italian|pt portuguese|zh chinese|ja japanese|ko korean|ru russian|ar arabic|hi hindi|nl dutch|tr turkish|pl polish|sv swedish|vi vietnamese|"
        + "us usa|us america|us states|us american|usa states|usa america|uk kingdom|uk britain|uk england|gb britain|gb kingdom|gb uk|fr france|de germany|jp japan|cn china|in india|ca canada|au australia|br brazil|it italy|es spain|mx mexico|ru russia|kr korea|nz zealand|"
        + "al alabama|ak alaska|az arizona|ar arkansas|ca california|co colorado|ct connecticut|fl florida|ga georgia|hi hawaii|id idaho|il illinois|in indiana|ia iowa|ks kansas|ky kentucky|la louisiana|md maryland|ma massachusetts|mi michigan|mn minnesota|ms mississippi|mo missouri|mt montana|ne nebraska|nv nevada|nh hampshire|nj jersey|nm mexico|ny york|nyc york|nc carolina|nd dakota|oh ohio|ok oklahoma|or oregon|pa pennsylvania|ri island|sc carolina|sd dakota|tn tennessee|tx texas|ut utah|vt vermont|va virginia|wa washington|wv virginia|wi wisconsin|wy wyoming|la angeles|sf francisco|dc washington|"
        + "km kilometer|km kilometre|kg kilogram|kg kilo|lb pound|mi mile|m meter|m metre|cm centimeter|ft feet|ft foot|h hour|min minute|s second|f fahrenheit|c celsius|btc bitcoin|eth ethereum|aapl apple|googl google|googl alphabet|amzn amazon|msft microsoft|tsla tesla|nflx netflix|meta facebook|"
        + "metric kilogram|metric kg|metric meter|metric cm|imperial pound|imperial inch|imperial feet|male man|female woman|male he|female she|driv car|walk foot|cycle bike|ascending lowest|ascending cheapest|descending highest|descending latest|descending top|daily day|weekly week|monthly month|yearly year|annually year|hourly hour")
        .Split('|').Select(pair => pair.Split(' ')).GroupBy(pair => WordHash.Stem(pair[0])).ToFrozenDictionary(code => code.Key, code => code.Select(pair => WordHash.Stem(pair[1])).ToArray());

    /// <summary>Whether the request has a word that the code stands for.</summary>
    public static bool Fits(uint stem, RequestIndex request)
    {
        if (!Words.TryGetValue(stem, out var words)) return false;
        foreach (var word in words)
        {
            if (request.InRequest(word)) return true;
        }
        return false;
    }
}
