namespace Signalbox.GitHub.Api.Requests;

/// <summary>By whom a call is authorised.</summary>
internal interface ICredential
{
    /// <summary>Whose limits the call uses up, and whose cached answers it may see.</summary>
    string Owner { get; }

    /// <summary>The secret for the `Authorization` header, or why there is none.</summary>
    Task<Answer<string>> TokenAsync(CancellationToken cancellationToken);

    /// <summary>GitHub no longer takes this token: whether the next one may be another.</summary>
    bool Renew(string token);
}
