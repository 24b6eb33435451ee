package io.slackwater.worker.storage;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A kernel of nothing but zeros, in a file. */
public final class EmptyArtifact {

    private EmptyArtifact() {}

    public static Artifact of(Path directory, int bytes) throws Exception {
        byte[] content = new byte[bytes];
        Path file = Files.write(directory.resolve("artifact-" + bytes), content);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        return new Artifact(
                new PortionVersion("debian-12/kernel", "6.1.0-50", PortionKind.KERNEL),
                VolumeFormat.RAW,
                digest,
                bytes,
                file.toUri().toString());
    }
}
