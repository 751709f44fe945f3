using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Signalbox.Core.Plans.Schema;
using Signalbox.Core.Providers;

namespace Signalbox.Core.Plans;

/// <summary>The published JSON Schema of the main file, made from the description that the reader works by.</summary>
public static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        // The file is read by people and editors, never put into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// The schema (draft 2020-12), with descriptions and defaults; `#/$defs/blueprint` is the schema of a blueprint's own file. Keys of
    /// providers that are not given are left open.
    /// </summary>
    public static string Write(IReadOnlyList<IProviderSettings> providers)
    {
        var definitions = new SchemaDefinitions();
        var main = new ConfigurationShape(providers).Main.Describe(definitions);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = ConfigurationFile.MainPath,
            ["description"] = "Configuration of Signalbox for a repository.",
        };
        foreach (var (key, value) in main.ToList())
        {
            main.Remove(key);
            schema[key] = value;
        }

        schema["$defs"] = definitions.All;
        return schema.ToJsonString(Indented) + "\n";
    }
}
