namespace Signalbox.FakeGitHub.Hooks;

/// <summary>Faults that wait for their webhook.</summary>
internal sealed class DeliveryFaults
{
    private readonly Lock gate = new();
    private readonly List<(DeliveryFault Fault, string? Name, int Times)> planned = [];

    public void Add(DeliveryFault fault, string? name, int times)
    {
        lock (gate) planned.Add((fault, name, times));
    }

    public DeliveryFault? Take(string name, string? action)
    {
        lock (gate)
        {
            var index = planned.FindIndex(one => one.Name is null || one.Name == name || one.Name == $"{name}.{action}");
            if (index < 0) return null;
            var (fault, filter, times) = planned[index];
            if (times > 1) planned[index] = (fault, filter, times - 1);
            else planned.RemoveAt(index);
            return fault;
        }
    }
}
