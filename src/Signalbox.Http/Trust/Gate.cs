using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Signalbox.Core.Trust;
using Signalbox.Http.Problems;
using Signalbox.Http.Routes;

namespace Signalbox.Http.Trust;

/// <summary>Says who calls and whether the route is open to them. What depends on a repository is asked of the caller later.</summary>
public sealed class Gate(BearerTokens tokens, IOptions<ApiOptions> options)
{
    private const string Scheme = "Bearer ";
    private static readonly Caller ThisMachine = Caller.With("loopback", Role.Operate);
    private static readonly Caller Public = Caller.With("public", Role.Read);

    /// <summary>Nothing says who may call, so only this machine may (T3).</summary>
    public bool IsLoopbackOnly => !tokens.Exist;

    /// <summary>The caller, or why not.</summary>
    public Admission Admit(Route route, HttpRequest request)
    {
        if (IsLoopbackOnly && RefuseStranger(request) is { } stranger) return new(Caller.Nobody, stranger);
        if (route.Access is RouteAccess.Open or RouteAccess.Signature) return new(Caller.Nobody, null);
        var admission = IsLoopbackOnly ? new(ThisMachine, null) : Identify(request, route);
        return admission is { Problem: null, Caller.Everywhere: Role.Read } && route.Access == RouteAccess.Operate
            ? new(admission.Caller, Refusals.Forbidden($"'{admission.Caller.Name}' has the role 'read'; this needs 'operate'."))
            : admission;
    }

    private Admission Identify(HttpRequest request, Route route)
    {
        if (request.Headers.Authorization is not [{ } header])
            return route.Access == RouteAccess.Results && options.Value.ResultsArePublic
                ? new(Public, null)
                : new(Caller.Nobody, Refusals.Unauthenticated("Send a token: 'Authorization: Bearer …'."));
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && tokens.Find(header[Scheme.Length..].Trim()) is { } caller
            ? new(caller, null)
            : new(Caller.Nobody, Refusals.Unauthenticated("The token is none of this service's: Api__Tokens__{n}__Value lists them."));
    }

    // A page elsewhere can make its own name resolve to this machine, and a browser here then asks us for it; or it can post blindly.
    private static Problem? RefuseStranger(HttpRequest request) =>
        !Loopback.IsName(request.Host.Host)
            ? Refusals.Forbidden(
                $"The Host header is '{request.Host}'. "
                + "Without configured tokens the service answers to loopback names alone, such as localhost.")
            : !IsSafe(request.Method) && Loopback.IsFromElsewhere(request)
                ? Refusals.Forbidden("A page of another origin asks for this.")
                : null;

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}

/// <summary>Who calls.</summary>
/// <param name="Caller">Nobody, where they are not known.</param>
/// <param name="Problem">Why they may not call; absent: they may.</param>
public readonly record struct Admission(Caller Caller, Problem? Problem);
