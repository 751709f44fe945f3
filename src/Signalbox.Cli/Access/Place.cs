using System.CommandLine;
using Signalbox.Cli.Invocations;
using Signalbox.Embedded.Host.Settings;

namespace Signalbox.Cli.Access;

/// <summary>Where builds are: in a data directory, or at a service.</summary>
/// <param name="Data">The directory; absent: the default one.</param>
/// <param name="Server">The service; absent: none.</param>
internal readonly record struct Place(string? Data, Uri? Server);

/// <summary>The options `--data` and `--server` of a verb.</summary>
internal sealed class PlaceWords
{
    /// <summary>`--data DIR`.</summary>
    public Option<string?> Data { get; } = Words.Data();

    /// <summary>`--server URL`.</summary>
    public Option<Uri?> Server { get; } = new("--server")
    {
        HelpName = "URL",
        Description = "A running service in place of a data directory, with the token in SIGNALBOX_TOKEN where it asks for one.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" })
                return uri;
            result.AddError($"'{text}' is no value for --server: expected the address of a service, such as http://127.0.0.1:8080.");
            return null;
        },
    };

    /// <summary>What the words say.</summary>
    /// <exception cref="SettingsException">They say both.</exception>
    public Place Of(ParseResult parsed)
    {
        var place = new Place(parsed.GetValue(Data), parsed.GetValue(Server));
        return place is { Data: not null, Server: not null }
            ? throw new SettingsException("--data names a directory of this machine and --server a service: give one of them.")
            : place;
    }
}
