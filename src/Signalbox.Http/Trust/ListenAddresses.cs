using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Signalbox.Http.Trust;

/// <summary>Where a service may listen: anywhere, if it asks who calls; else on this machine alone (T3).</summary>
public static class ListenAddresses
{
    /// <summary>Why the service may not listen there; null when it may.</summary>
    /// <param name="addresses">URLs such as `http://127.0.0.1:8080`.</param>
    /// <param name="settings">The service's.</param>
    public static string? Refusal(IEnumerable<string> addresses, IConfiguration settings)
    {
        var known = HasAuthentication(settings);
        foreach (var address in addresses)
        {
            if (!TryParse(address, out var binding))
                return $"'{address}' is not where a service can listen: expected an address such as http://127.0.0.1:8080.";
            if (!known && !IsLoopback(binding.Host))
                return $"'{address}' can be reached from other machines, and nothing is configured that says who may call. "
                    + "Set Api__Tokens__0__Value and Api__Tokens__0__Role, or listen on 127.0.0.1.";
        }

        return null;
    }

    private static bool HasAuthentication(IConfiguration settings) => new BearerTokens(Options.Create(ApiOptions.From(settings))).Exist;

    private static bool TryParse(string address, out BindingAddress binding)
    {
        binding = null!;
        try
        {
            binding = BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            return false;
        }

        return binding.Scheme is "http" or "https" && binding.PathBase.Length == 0 && !binding.IsUnixPipe && !binding.IsNamedPipe;
    }

    // The server takes any name but `localhost` for every address of the machine.
    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
