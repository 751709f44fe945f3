using System.CommandLine;
using System.Globalization;
using Signalbox.Core.Builds;

namespace Signalbox.Cli.Invocations;

/// <summary>The arguments and options that several verbs have, so that one word means one thing everywhere.</summary>
internal static class Words
{
    /// <summary>`--data DIR`.</summary>
    public static Option<string?> Data() => new("--data")
    {
        HelpName = "DIR",
        Description = "Where the database, logs and results are. Default: $XDG_STATE_HOME/signalbox or the platform's like.",
    };

    /// <summary>`--json`.</summary>
    public static Option<bool> Json(string description) => new("--json") { Description = description };

    /// <summary>`BUILD`, or a prefix of its id that no other build shares.</summary>
    public static Argument<string> Build() => new("BUILD")
    {
        Description = "The id of a build, or its beginning where no other build begins so.",
    };

    /// <summary>A whole number.</summary>
    public static Option<int> Number(string name, string description, int otherwise, int least) => new(name)
    {
        HelpName = "N",
        Description = description,
        DefaultValueFactory = _ => otherwise,
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least) return number;
            result.AddError($"'{word}' is no value for {name}: a whole number from {least} on.");
            return otherwise;
        },
    };

    /// <summary>An id that the caller chooses.</summary>
    public static Option<BuildId?> NewBuild(string description) => new("--id")
    {
        HelpName = "ID",
        Description = description,
        CustomParser = result =>
        {
            if (BuildId.TryParse(result.Tokens[0].Value, null, out var id)) return id;
            result.AddError($"'{result.Tokens[0].Value}' is not a build id: 1 to 64 letters, digits, '.', '_' or '-', and not only dots.");
            return null;
        },
    };
}
