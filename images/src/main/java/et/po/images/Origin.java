package et.po.images;

import java.time.Instant;

/// What an image is made from, for its labels.
///
/// @param version of the program
/// @param revision the commit
/// @param committed when that was made, which is also the image's time: the same commit makes the
///   same image
/// @param source where the code is
public record Origin(String version, String revision, Instant committed, String source) {}
