package io.slackwater.ingest.submission;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.VersionOrder;
import io.slackwater.domain.publication.OfferedVersion;
import io.slackwater.domain.volume.VolumeFormat;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A portion version as somebody submits it.
 *
 * @param supersedes what it replaces: versions, and content as {@code sha256:} and 64 hexadecimal digits
 * @param size in bytes; empty: as large as the artifact is
 * @param artifactUrl where the artifact is; empty: it was uploaded before
 */
public record SubmittedPortion(
        String portion,
        PortionKind kind,
        String version,
        VersionOrder order,
        List<String> supersedes,
        String sha256,
        OptionalLong size,
        VolumeFormat format,
        Optional<URI> artifactUrl,
        Optional<String> kernelRelease) {

    /** Versions and portions become parts of volume names, so they hold no slash and no blank. */
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+~:_-]{0,127}");

    private static final Pattern PART = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public SubmittedPortion {
        supersedes = List.copyOf(supersedes);
    }

    void check(String path, String operatingSystem) throws InvalidSubmission {
        String prefix = operatingSystem + "/";
        if (!portion.startsWith(prefix)
                || !PART.matcher(portion.substring(prefix.length())).matches()) {
            throw new InvalidSubmission(
                    path + ".portion",
                    "\"" + portion + "\" is no portion of " + operatingSystem,
                    "write the operating system, a slash and a name in lower case, such as " + prefix + "kernel");
        }
        checkVersion(path + ".version", version);
        if (!SHA256.matcher(sha256).matches()) {
            throw new InvalidSubmission(
                    path + ".sha256",
                    "\"" + sha256 + "\" is no SHA-256",
                    "write the 64 lower-case hexadecimal digits that sha256sum prints");
        }
        if (size.isPresent() && size.getAsLong() < 0) {
            throw new InvalidSubmission(path + ".size", "is negative", "write the size in bytes, or leave it out");
        }
        checkSupersedes(path + ".supersedes");
    }

    private void checkSupersedes(String path) throws InvalidSubmission {
        if (order == VersionOrder.LISTED && supersedes.isEmpty()) {
            throw new InvalidSubmission(
                    path,
                    "is empty, so that nothing is replaced",
                    "list the versions that this one replaces, or order by DEBIAN");
        }
        for (int at = 0; at < supersedes.size(); at++) {
            if (OfferedVersion.isContent(supersedes.get(at))) {
                checkReplaced(path + "[" + at + "]", supersedes.get(at));
                continue;
            }
            checkVersion(path + "[" + at + "]", supersedes.get(at));
            if (supersedes.get(at).equals(version)) {
                throw new InvalidSubmission(
                        path + "[" + at + "]",
                        "is the version itself",
                        "list only versions that this one replaces; other content of the same version is named by its"
                                + " digest, such as " + OfferedVersion.DIGEST + "9f86d0...");
            }
        }
    }

    private void checkReplaced(String path, String entry) throws InvalidSubmission {
        if (entry.equals(OfferedVersion.DIGEST + sha256)) {
            throw new InvalidSubmission(path, "is the content itself", "name the content that this one replaces");
        }
    }

    private static void checkVersion(String path, String version) throws InvalidSubmission {
        if (!VERSION.matcher(version).matches() || OfferedVersion.isContent(version)) {
            throw new InvalidSubmission(
                    path,
                    "\"" + version + "\" is no version",
                    "write letters, digits and any of . + ~ : _ -, beginning with a letter or digit");
        }
    }

    OfferedVersion offered() {
        return new OfferedVersion(portion, version, sha256, supersedes);
    }

    /** Returns the line of this portion version in the derivation of its change's id. */
    String identity() {
        return portion + "|" + version + "|" + sha256;
    }
}
