using System.Text.Json;
using Signalbox.Core.Facts;

namespace Signalbox.Workflows.Tasks;

/// <summary>The fact that a person allowed a task; one per attempt.</summary>
internal static class Approval
{
    public const string Kind = "approval";

    public static Fact Make(string by, DateTimeOffset at) => new(Kind, Kind, at, JsonSerializer.SerializeToElement(by));

    public static string By(Fact fact) => fact.Data.GetString() ?? "";
}
