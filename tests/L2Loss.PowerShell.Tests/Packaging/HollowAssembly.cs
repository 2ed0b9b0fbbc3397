using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace L2Loss.PowerShell.Tests.Packaging;

/// <summary>
/// An assembly with the name and key of another, in a version that nobody published, and no types: whoever gets it
/// instead of the real one fails at once.
/// </summary>
internal static class HollowAssembly
{
    /// <summary>Writes one into a folder and gives its path.</summary>
    internal static string Write(TemporaryFolder folder, AssemblyName real, Version version)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(
            0, metadata.GetOrAddString(real.Name + ".dll"), metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
        byte[] key = real.GetPublicKey() ?? [];
        metadata.AddAssembly(
            metadata.GetOrAddString(real.Name!),
            version,
            default,
            key.Length == 0 ? default : metadata.GetOrAddBlob(ImmutableArray.Create(key)),
            key.Length == 0 ? default : AssemblyFlags.PublicKey,
            AssemblyHashAlgorithm.None);
        metadata.AddTypeDefinition(
            default, default, metadata.GetOrAddString("<Module>"), default,
            MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));

        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder())
            .Serialize(image);
        return folder.Write(real.Name + ".dll", image.ToArray());
    }
}
