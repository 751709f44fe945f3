namespace Signalbox.GitHub.Api.Limits;

/// <summary>What a call that waits for its turn gets.</summary>
internal abstract record Turn
{
    private Turn()
    {
    }

    /// <summary>It may be made; disposing this makes room for the next.</summary>
    public sealed record Given(Action End) : Turn, IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => End();
    }

    /// <summary>It would take too long.</summary>
    /// <param name="Until">When it makes sense to ask again.</param>
    public sealed record TooLong(DateTimeOffset Until) : Turn;
}
