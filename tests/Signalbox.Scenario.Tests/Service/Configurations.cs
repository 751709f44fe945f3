namespace Signalbox.Scenario.Tests.Service;

/// <summary>What the repositories of these stories have committed.</summary>
internal static class Configurations
{
    public const string OneTask = """
        version: 1
        blueprints:
          unit: { run: "echo one; echo '<b>two</b> & three'; mkdir -p out; printf 0123456789 > out/digits.txt", artifacts: ["out/**"] }
        plan: { stages: [ { name: check, tasks: [unit] } ] }
        """;

    public const string Failing = """
        version: 1
        blueprints:
          good: { run: "true" }
          bad: { run: "echo '<script>alert(1)</script>'; exit 3" }
          later: { run: "true" }
        plan: { stages: [ { name: check, tasks: [good, bad] }, { name: "<i>ship</i>", tasks: [later] } ] }
        """;

    public const string Approval = """
        version: 1
        blueprints:
          deploy: { run: "true", approval: { roles: [operate] } }
        plan: { stages: [ { name: ship, tasks: [deploy] } ] }
        """;
}
