using Microsoft.Extensions.Configuration;

namespace Signalbox.Http.Trust;

/// <summary>The settings `Api` and `Results`.</summary>
public sealed class ApiOptions
{
    /// <summary>`Api__Tokens__{n}`.</summary>
    public IList<ApiTokenOptions> Tokens { get; } = [];

    /// <summary>`Results__Public`: logs and results are open to everybody (B8).</summary>
    public bool ResultsArePublic { get; set; }

    /// <summary>Reads them; whether they are right is checked elsewhere.</summary>
    public static ApiOptions From(IConfiguration settings)
    {
        var options = new ApiOptions();
        options.Fill(settings);
        return options;
    }

    internal void Fill(IConfiguration settings)
    {
        settings.GetSection("Api").Bind(this);
        ResultsArePublic = settings.GetValue("Results:Public", false);
    }
}

/// <summary>The settings of one token.</summary>
public sealed class ApiTokenOptions
{
    /// <summary>`…__Value`: what stands behind `Bearer`.</summary>
    public string? Value { get; set; }

    /// <summary>`…__Role`: `read` or `operate`.</summary>
    public string? Role { get; set; }

    /// <summary>`…__Name`: who uses it, for events; absent: the token's number.</summary>
    public string? Name { get; set; }
}
