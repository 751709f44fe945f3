using FsCheck;
using FsCheck.Fluent;
using Signalbox.Core.Changes;

namespace Signalbox.Core.Tests.Changes;

/// <summary>Names as the world has them, awkward ones included.</summary>
internal static class Identifiers
{
    private static readonly string[] Awkward = ["a", "Z", "0", ".", "-", "_", " ", "#", "%", "%2F", "\"", "'", "ü", "火", "🚂", "+", "&", "=", "@", "~"];

    public static Arbitrary<CommitSha> Shas { get; } = Arb.From(
        from length in Gen.Elements(40, 64)
        from digits in Gen.Elements("0123456789abcdef".ToCharArray()).ArrayOf(length)
        select CommitSha.Parse(new string(digits)));

    public static Arbitrary<RepositoryName> Repositories { get; } = Arb.From(
        from parts in Gen.Choose(2, 4).SelectMany(count => Name().ArrayOf(count))
        select RepositoryName.Parse(string.Join('/', parts)));

    public static Arbitrary<string> Refs { get; } = Arb.From(
        from prefix in Gen.Elements("refs/heads/", "refs/tags/", "refs/signalbox/")
        from parts in Gen.Choose(1, 3).SelectMany(count => Name().ArrayOf(count))
        select prefix + string.Join('/', parts));

    /// <summary>Texts that are changes, or differ from one by a character.</summary>
    public static Arbitrary<string> AlmostChanges { get; } = Arb.From(
        from reference in Refs.Generator
        from repository in Repositories.Generator
        from sha in Shas.Generator
        let text = ChangeUri.ForRef(repository, reference, sha).Value
        from at in Gen.Choose(0, text.Length - 1)
        from other in Gen.Elements("", "/", "%", "%2f", "A", " ", "\n", "\0", "x")
        select text[..at] + other + text[(at + 1)..]);

    public static Gen<string> Name() =>
        from characters in Gen.Choose(1, 8).SelectMany(count => Gen.Elements(Awkward).ArrayOf(count))
        let name = string.Concat(characters)
        select name is "." or ".." ? "dot" : name;
}
