using Signalbox.FakeGitHub.Accounts;

namespace Signalbox.FakeGitHub.Apps;

/// <summary>Who makes a request.</summary>
internal abstract record Caller
{
    private Caller()
    {
    }

    /// <summary>Whom events name as their sender; nobody for the App itself and for strangers.</summary>
    public virtual Account? Actor => null;

    /// <summary>Whose budget of requests it is.</summary>
    public abstract string Budget { get; }

    /// <summary>No token.</summary>
    public sealed record Stranger : Caller
    {
        public override string Budget => "anonymous";
    }

    /// <summary>The App with its JWT.</summary>
    public sealed record AppItself(App App) : Caller
    {
        public override string Budget => $"app {App.Id}";
    }

    /// <summary>The App in an installation.</summary>
    public sealed record Installed(Installation Installation, InstallationToken Token) : Caller
    {
        public override Account Actor => Installation.App.Bot;

        public override string Budget => $"installation ID {Installation.Id}";
    }

    /// <summary>A person with a token of the App's OAuth or of their own.</summary>
    public sealed record Person(Account Account, string Token) : Caller
    {
        public override Account Actor => Account;

        public override string Budget => $"user ID {Account.Id}";
    }
}
