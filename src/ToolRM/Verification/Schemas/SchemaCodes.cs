namespace ToolRM.Verification.Schemas;

/// <summary>The codes of <see cref="SchemaVerifier"/>'s findings.</summary>
internal static class SchemaCodes
{
    public const string UnknownFunction = "schema:unknown_function";
    public const string ArgumentsNotJson = "schema:arguments_not_json";
    public const string DuplicateKey = "schema:duplicate_key";
    public const string ArgumentsNotObject = "schema:arguments_not_object";
    public const string MissingRequired = "schema:missing_required";
    public const string UnexpectedParameter = "schema:unexpected_param";
    public const string Type = "schema:type";
    public const string Enum = "schema:enum";
    public const string Const = "schema:const";
    public const string Range = "schema:range";
    public const string Length = "schema:length";
    public const string Pattern = "schema:pattern";
    public const string Items = "schema:items";
    public const string Unique = "schema:unique";
    public const string Properties = "schema:properties";
    public const string PropertyNames = "schema:property_names";
    public const string AnyOf = "schema:any_of";
    public const string OneOf = "schema:one_of";
    public const string Not = "schema:not";
    public const string NotAllowed = "schema:not_allowed";
    public const string Defect = "defect:schema";
    public const string TooCostly = "defect:schema_too_costly";
}
