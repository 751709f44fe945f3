using System.Text.RegularExpressions;

namespace Signalbox.FakeGitHub.Faults;

/// <summary>Faults that wait for their request.</summary>
public sealed class FaultPlan
{
    private readonly Lock gate = new();
    private readonly List<Planned> planned = [];

    /// <summary>Plans a fault.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="route">
    /// Of which requests: method and path, `POST /repos/acme/app/check-runs`; `*` stands for anything but a slash, `**` for anything, as
    /// path and as method. GraphQL is `POST /graphql`.
    /// </param>
    /// <param name="times">How many requests have it.</param>
    /// <param name="skip">How many of the route pass unharmed before.</param>
    public void Add(Fault fault, string route = "** **", int times = 1, int skip = 0)
    {
        var pattern = "^" + Regex.Escape(route).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/ ]*", StringComparison.Ordinal) + "$";
        var matcher = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        lock (gate) planned.Add(new(fault, route, matcher, times, skip));
    }

    /// <summary>Forgets what is still planned.</summary>
    public void Clear()
    {
        lock (gate) planned.Clear();
    }

    /// <summary>Faults that nothing has met yet, as `route fault`: a test that expects all to have struck asks for none.</summary>
    public IReadOnlyList<string> Waiting
    {
        get
        {
            lock (gate) return [.. planned.Select(one => $"{one.Route} {one.Fault}")];
        }
    }

    internal Fault? Take(string method, string path)
    {
        lock (gate)
        {
            for (var i = 0; i < planned.Count; i++)
            {
                var one = planned[i];
                if (!one.Matcher.IsMatch($"{method} {path}")) continue;
                if (one.Skip > 0)
                {
                    planned[i] = one with { Skip = one.Skip - 1 };
                    continue;
                }

                if (one.Times > 1) planned[i] = one with { Times = one.Times - 1 };
                else planned.RemoveAt(i);
                return one.Fault;
            }

            return null;
        }
    }

    private sealed record Planned(Fault Fault, string Route, Regex Matcher, int Times, int Skip);
}
