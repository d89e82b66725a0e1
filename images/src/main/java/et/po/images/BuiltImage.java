package et.po.images;

import java.nio.file.Path;

/// An image in a file.
///
/// @param archive OCI image layout in a tar, which `podman load`, `docker load` and `ctr images
///   import` take
/// @param digest of the manifest, `sha256:` and hex: what a deployment names
public record BuiltImage(Path archive, String digest) {}
