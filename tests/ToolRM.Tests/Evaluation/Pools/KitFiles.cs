using ToolRM.Tests.Cli;

namespace ToolRM.Tests.Evaluation.Pools;

/// <summary>A folder in the form of the data kit's <c>fcrb-dev</c>, with questions of our own.</summary>
internal static class KitFiles
{
    private const string Tools =
        """[{"type":"function","function":{"name":"area","parameters":{"type":"object","properties":{"base":{"type":"integer"}},"required":["base"]}}}]""";

    private const string Documents = """[{"name":"area","description":"Area.","parameters":{"type":"dict","properties":{"base":{"type":"integer"}},"required":["base"]}}]""";

    public static void Write(TemporaryFolder folder)
    {
        folder.Write("questions.jsonl", Question("simple_python_1") + "\n" + Question("live_simple_2") + "\n");
        folder.Write("pool.jsonl", string.Join('\n',
            Output("simple_python_1", """{"base":10}""", true, "m1", "m2"), Output("simple_python_1", """{"base":"10"}""", false, "m3"),
            Output("live_simple_2", """{"base":10}""", true, "m1"), Output("live_simple_2", """{"base":11}""", false, "m2", "m3")) + "\n");
        folder.Write("pool-undecodable.jsonl", Undecodable("simple_python_1", "area is 25", "m4") + "\n" + Undecodable("live_simple_2", "?", "m4") + "\n");
        folder.Write("models.jsonl", """
            {"model":"m1","weights":"open"}
            {"model":"m2","weights":"open"}
            {"model":"m3","weights":"closed"}
            """);
        folder.Write("irrelevance.jsonl", $$$"""
            {"qid":"irrelevance_1","group":"irrelevance_1","category":"irrelevance","messages":[{"role":"user","content":"Sing."}],"function":{{{Documents}}},"tools":{{{Tools}}},"expected":"no_call","candidates":[{"calls":[{"name":"area","arguments":{"base":1}}],"valid":false,"runs":[["m1","r"]]},{"calls":[],"valid":true,"runs":[["m2","r"],["m3","r"]],"abstention_texts":["I cannot do that."]}]}
            """);
    }

    public static string Question(string id) =>
        $$$"""{"qid":"{{{id}}}","group":"{{{id}}}","category":"{{{id[..id.LastIndexOf('_')]}}}","messages":[{"role":"user","content":"Area with base 10?"}],"tools":{{{Tools}}},"function":{{{Documents}}},"ground_truth":[{"area":{"base":[10]}}]}""";

    public static string Output(string qid, string arguments, bool valid, params string[] models) =>
        Row(qid, $$"""[{"name":"area","arguments":{{arguments}}}]""", "null", valid, valid ? "null" : "\"value_error:others\"", models);

    private static string Undecodable(string qid, string text, params string[] models) => Row(qid, "null", $"\"{text}\"", false, "\"ast_decoder:decoder_failed\"", models);

    private static string Row(string qid, string calls, string raw, bool valid, string error, string[] models) =>
        $$$"""{"qid":"{{{qid}}}","category":"{{{qid[..qid.LastIndexOf('_')]}}}","calls":{{{calls}}},"raw":{{{raw}}},"valid":{{{(valid ? "true" : "false")}}},"error_type":{{{error}}},"sub_error_types":[],"runs":[{{{string.Join(',', models.Select(model => $"[\"{model}\",\"r\"]"))}}}],"verdict_changed_since_run":false,"name_is_dot_variant":false}""";
}
