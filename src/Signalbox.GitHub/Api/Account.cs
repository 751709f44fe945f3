namespace Signalbox.GitHub.Api;

/// <summary>A person, a bot or an organisation.</summary>
/// <param name="Id">Stays when the name changes.</param>
/// <param name="Login">The name.</param>
/// <param name="Type">`User`, `Bot`, `Organization`.</param>
public sealed record Account(long Id, string Login, string? Type = null)
{
    /// <summary>Whether a program acts under this name.</summary>
    public bool IsBot => Type == "Bot";
}
