namespace Signalbox.FakeGitHub.Accounts;

/// <summary>Somebody on GitHub: a person, an organization, or the bot of an App.</summary>
internal sealed record Account(long Id, string Login, AccountKind Kind, DateTimeOffset CreatedAt)
{
    /// <summary>The name of commits made through the web or the API.</summary>
    public string Email => $"{Id}+{Login}@users.noreply.github.com";

    public string NodeId => Kind switch
    {
        AccountKind.Organization => $"O_{Id}",
        AccountKind.Bot => $"BOT_{Id}",
        _ => $"U_{Id}",
    };
}

/// <summary>GitHub's `type` of an account.</summary>
internal enum AccountKind
{
    User,
    Bot,
    Organization,
}
