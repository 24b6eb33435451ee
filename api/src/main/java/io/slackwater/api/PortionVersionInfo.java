package io.slackwater.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a portion, as a change brings it.
 *
 * @param versionOrder how versions are compared: DEBIAN or LISTED
 * @param supersedes the versions that it supersedes, where they are listed
 * @param sha256 the digest of its content, 64 hexadecimal digits
 * @param size of its content, in bytes
 * @param artifactUri where the content is
 * @param kernelRelease what uname says of it; null where it is no kernel or that is not known
 */
public record PortionVersionInfo(
        String portion,
        String kind,
        String version,
        String versionOrder,
        List<String> supersedes,
        String sha256,
        long size,
        String format,
        String artifactUri,
        @Nullable String kernelRelease) {}
