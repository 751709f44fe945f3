using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Signalbox.Providers.Fake;

/// <summary>The settings `Providers__Fake__…`.</summary>
public sealed class FakeOptions
{
    /// <summary>How many builds the pretended CI takes at once. Default: as many as there are.</summary>
    [Range(1, 100_000)]
    public int? MaxParallel { get; init; }
}

/// <summary>Validates <see cref="FakeOptions"/> at start-up.</summary>
[OptionsValidator]
internal sealed partial class FakeOptionsValidator : IValidateOptions<FakeOptions>;
