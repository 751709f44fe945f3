using Microsoft.Extensions.Options;
using Signalbox.Core.Trust;

namespace Signalbox.Http.Trust;

/// <summary>Names what is wrong with the settings of tokens; never says a token.</summary>
internal sealed class ApiOptionsCheck : IValidateOptions<ApiOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        List<string> wrong = [];
        for (var i = 0; i < options.Tokens.Count; i++)
        {
            var (token, setting) = (options.Tokens[i], $"Api__Tokens__{i}");
            if (token.Value is not { Length: > 0 } value || value.Any(c => c is <= ' ' or > '~'))
                wrong.Add(
                    $"The setting '{setting}__Value' has to be a text of printable ASCII without spaces, "
                    + "such as what `openssl rand -hex 32` prints.");
            if (!RoleOf(token.Role, out _))
                wrong.Add($"The setting '{setting}__Role' is '{token.Role}'. It has to be 'read' or 'operate'.");
        }

        if (options.Tokens.GroupBy(token => token.Value, StringComparer.Ordinal).Any(same => same.Key is not null && same.Count() > 1))
            wrong.Add("Two of the settings 'Api__Tokens__{n}__Value' are the same. Each token has to be another one.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    public static bool RoleOf(string? word, out Role role) =>
        Enum.TryParse(word, ignoreCase: true, out role) && Enum.IsDefined(role) && !char.IsAsciiDigit(word![0]);
}
