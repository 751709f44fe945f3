namespace Signalbox.Http.Routes;

/// <summary>Who may call a route.</summary>
public enum RouteAccess
{
    /// <summary>Anybody who reaches the service.</summary>
    Open,

    /// <summary>A sender whose signature the handler itself verifies over the raw body.</summary>
    Signature,

    /// <summary>Who may read the repository.</summary>
    Read,

    /// <summary>Who may read the repository; anybody where `Results__Public` opens logs and results.</summary>
    Results,

    /// <summary>Who may act on the repository.</summary>
    Operate,
}
