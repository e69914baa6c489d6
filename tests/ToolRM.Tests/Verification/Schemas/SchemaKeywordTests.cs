using ToolRM.Verification;
using static ToolRM.Tests.Verification.Schemas.SchemaTesting;

namespace ToolRM.Tests.Verification.Schemas;

/// <summary>One line per rule: schema of a parameter, its value, and the code of the first finding (null: valid).</summary>
public class SchemaKeywordTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "\"x\"", null)]
    [InlineData("""{"type":"string"}""", "1", "schema:type")]
    [InlineData("""{"type":"integer"}""", "1", null)]
    [InlineData("""{"type":"integer"}""", "1.0", null)]          // a whole number is an integer, however it is written
    [InlineData("""{"type":"integer"}""", "1e2", null)]
    [InlineData("""{"type":"integer"}""", "1.5", "schema:type")]
    [InlineData("""{"type":"integer"}""", "true", "schema:type")]
    [InlineData("""{"type":"integer"}""", "123456789012345678901234567890", null)]
    [InlineData("""{"type":"number"}""", "1", null)]
    [InlineData("""{"type":"boolean"}""", "\"true\"", "schema:type")]
    [InlineData("""{"type":"null"}""", "null", null)]
    [InlineData("""{"type":["string","null"]}""", "null", null)]
    [InlineData("""{"type":["string","null"]}""", "1", "schema:type")]
    [InlineData("""{"type":"string","nullable":true}""", "null", null)]
    [InlineData("""{"type":"string","enum":["a"],"nullable":true}""", "null", null)]
    [InlineData("""{"type":"string","nullable":false}""", "null", "schema:type")]
    [InlineData("""{"enum":["a",1,null,[1]]}""", "[1.0]", null)]
    [InlineData("""{"enum":["a",1]}""", "\"A\"", "schema:enum")]
    [InlineData("""{"enum":["1"]}""", "1", "schema:enum")]
    [InlineData("""{"enum":null,"type":"string"}""", "\"x\"", null)] // writers emit null for what is not set
    [InlineData("""{"const":{"x":1,"y":2}}""", """{"y":2.0,"x":1}""", null)]
    [InlineData("""{"const":null}""", "0", "schema:const")]
    [InlineData("true", "1", null)]
    [InlineData("false", "1", "schema:not_allowed")]
    [InlineData("{}", "{}", null)]
    public void TypesAndValues(string schema, string value, string? code) => Assert.Equal(code, OnParameter(schema, value).ErrorType);

    [Theory]
    [InlineData("""{"minimum":1}""", "1", null)]
    [InlineData("""{"minimum":1}""", "0.999", "schema:range")]
    [InlineData("""{"minimum":1}""", "\"0\"", null)]              // says nothing about texts
    [InlineData("""{"maximum":9007199254740992}""", "9007199254740993", "schema:range")] // exact: no rounding to a double
    [InlineData("""{"maximum":9007199254740992.0}""", "9007199254740993", "schema:range")]
    [InlineData("""{"exclusiveMinimum":1}""", "1.0", "schema:range")]
    [InlineData("""{"exclusiveMaximum":1}""", "0.5", null)]
    [InlineData("""{"minimum":1,"exclusiveMinimum":true}""", "1", "schema:range")] // draft 4
    [InlineData("""{"minimum":1,"exclusiveMinimum":0}""", "0.5", "schema:range")]
    [InlineData("""{"multipleOf":0.1}""", "0.3", null)]           // decimal, not binary, arithmetic
    [InlineData("""{"multipleOf":0.1}""", "0.35", "schema:range")]
    [InlineData("""{"multipleOf":2}""", "100000000000000000000000000001", "schema:range")]
    [InlineData("""{"multipleOf":1e-300}""", "1e300", "schema:range")] // the quotient is no finite number
    [InlineData("""{"minLength":2}""", "\"é\"", "schema:length")]
    [InlineData("""{"maxLength":1}""", "\"😀\"", null)]           // one code point, two UTF-16 units
    [InlineData("""{"maxLength":1.0}""", "\"ab\"", "schema:length")]
    public void NumbersAndTexts(string schema, string value, string? code) => Assert.Equal(code, OnParameter(schema, value).ErrorType);

    [Theory]
    [InlineData("""{"items":{"type":"integer"}}""", "[1,2.0]", null)]
    [InlineData("""{"items":{"type":"integer"}}""", "[1,\"2\",3,\"4\"]", "schema:type@a[1] schema:type@a[3]")]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":false}""", "[\"x\"]", null)]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":false}""", "[\"x\",1]", "schema:not_allowed@a[1]")]
    [InlineData("""{"items":[{"type":"string"}],"additionalItems":{"type":"integer"}}""", "[\"x\",1,\"y\"]", "schema:type@a[2]")]
    [InlineData("""{"minItems":1,"maxItems":2}""", "[]", "schema:items@a")]
    [InlineData("""{"uniqueItems":true}""", "[1,true,\"1\"]", null)]
    [InlineData("""{"uniqueItems":true}""", "[{\"x\":1,\"y\":2},{\"y\":2,\"x\":1.0}]", "schema:unique@a[1]")]
    [InlineData("""{"uniqueItems":true}""", "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,3.0]", "schema:unique@a[17]")]
    [InlineData("""{"properties":{"b":{"properties":{"c":{"type":"string"}}}}}""", """{"b":{"c":1}}""", "schema:type@a.b.c")]
    [InlineData("""{"required":["b","c"]}""", """{"c":1}""", "schema:missing_required@a.b")]
    [InlineData("""{"properties":{"b":{}},"additionalProperties":false}""", """{"b":1,"x.y":1}""", "schema:unexpected_param@a[\"x.y\"]")]
    [InlineData("""{"properties":{"b":{}},"additionalProperties":{"type":"integer"}}""", """{"b":"t","c":"t"}""", "schema:type@a.c")]
    [InlineData("""{"patternProperties":{"^n_":{"type":"integer"}},"additionalProperties":false}""", """{"n_a":1,"n_b":"t","m":1}""", "schema:type@a.n_b schema:unexpected_param@a.m")]
    [InlineData("""{"propertyNames":{"maxLength":1}}""", """{"b":1,"cc":1}""", "schema:property_names@a.cc")]
    [InlineData("""{"minProperties":1}""", "{}", "schema:properties@a")]
    [InlineData("""{"properties":{"b":{}}}""", """{"c":1}""", null)] // nested objects follow the schema: open by default
    public void ListsAndObjects(string schema, string value, string? findings) => Assert.Equal(findings ?? "", Places(OnParameter(schema, value)));

    [Theory]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"null"}]}""", "null", null)]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"null"}]}""", "\"x\"", "schema:type@a")]       // no alternative of this kind
    [InlineData("""{"anyOf":[{"type":"integer","minimum":5},{"type":"null"}]}""", "1", "schema:range@a")] // one of this kind: its reason
    [InlineData("""{"anyOf":[{"minimum":5},{"multipleOf":2}]}""", "1", "schema:any_of@a")]
    [InlineData("""{"oneOf":[{"minimum":5},{"multipleOf":2}]}""", "6", "schema:one_of@a")]
    [InlineData("""{"oneOf":[{"minimum":5},{"multipleOf":2}]}""", "7", null)]
    [InlineData("""{"allOf":[{"minimum":5},{"multipleOf":2}]}""", "3", "schema:range@a schema:range@a")]
    [InlineData("""{"not":{"type":"string"}}""", "\"x\"", "schema:not@a")]
    [InlineData("""{"not":{"type":"string"}}""", "1", null)]
    [InlineData("""{"$ref":"#/$defs/small","minimum":0}""", "20", "schema:range@a")]
    [InlineData("""{"$ref":"#/$defs/small","minimum":0}""", "-1", "schema:range@a")] // keywords beside $ref count since 2019-09
    [InlineData("""{"$ref":"#/$defs/tree"}""", """{"children":[{"children":[]},{"children":[1]}]}""", "schema:type@a.children[1].children[0]")]
    [InlineData("""{"$ref":"#/$defs/odd~1na~0me"}""", "1", null)]
    public void Combinations(string schema, string value, string? findings)
    {
        const string Definitions = """{"small":{"maximum":10},"tree":{"type":"object","properties":{"children":{"items":{"$ref":"#/$defs/tree"}}}},"odd/na~me":{}}""";
        Assert.Equal(findings ?? "", Places(OnParameter(schema, value, Definitions)));
    }

    [Theory]
    [InlineData("dict", "{}", null)]
    [InlineData("dict", "[]", "schema:type")]
    [InlineData("float", "1", null)]       // BFCL takes an integer for a float (1.4, step 3d)
    [InlineData("float", "1.5", null)]
    [InlineData("float", "\"1.5\"", "schema:type")]
    [InlineData("tuple", "[1]", null)]
    [InlineData("any", "1", null)]
    [InlineData("ArrayList", "\"new ArrayList<>()\"", null)]
    [InlineData("ArrayList", "[]", "schema:type")] // Java and JavaScript values are texts of source code
    [InlineData("Bigint", "\"5n\"", null)]
    public void BfclTypeWords(string word, string value, string? code) =>
        Assert.Equal(code, OnArguments($$$"""{"type":"dict","properties":{"a":{"type":"{{{word}}}"}},"required":[]}""", $$"""{"a":{{value}}}""").ErrorType);

    [Fact]
    public void OneJavaWord_MakesEveryParameterSourceText()
    {
        const string Schema = """{"type":"dict","properties":{"a":{"type":"integer"},"b":{"type":"HashMap"},"c":{"type":"Array","items":{"type":"String"}}}}""";
        Assert.Equal("schema:type@a", Places(OnArguments(Schema, """{"a":1,"b":"new HashMap<>()","c":"new String[]{}"}""")));
        Assert.Equal("", Places(OnArguments(Schema, """{"a":"1","b":"new HashMap<>()"}""")));
    }

    [Fact]
    public void GivenLanguage_DecidesWhatSharedWordsMean()
    {
        const string Schema = """{"type":"dict","properties":{"a":{"type":"integer"}}}""";
        var java = new ToolRM.Verification.Schemas.SchemaOptions { Language = ToolRM.Conversations.SourceLanguage.Java };
        Assert.Equal(VerdictStatus.Pass, OnArguments(Schema, """{"a":"1"}""", java).Status);
        Assert.Equal(VerdictStatus.Fail, OnArguments(Schema, """{"a":"1"}""").Status);
    }
}
