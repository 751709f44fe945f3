using Microsoft.Extensions.Logging;
using Signalbox.Core.Results;
using Signalbox.Providers.Reports;

namespace Signalbox.Providers.Fake;

/// <summary>What all runs of one provider share.</summary>
/// <param name="Results">Keeps logs and files.</param>
/// <param name="Outbox">Hands reports over.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">Trouble of our own.</param>
/// <param name="Ended">The host ends.</param>
internal sealed record FakeServices(IResultStore Results, ReportOutbox Outbox, TimeProvider Time, ILogger Logger, CancellationToken Ended);
