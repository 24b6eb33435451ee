package io.slackwater.domain.adoption;

import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.volume.Artifact;
import java.util.Optional;

/** What a volume that nobody staged is known to hold. */
public sealed interface Match {

    /** Returns the portion version that it holds, or may hold; empty where nothing is known of it. */
    Optional<PortionVersion> holds();

    /** Its whole content has the digest of a known artifact. */
    record ByDigest(Artifact artifact) implements Match {
        @Override
        public Optional<PortionVersion> holds() {
            return Optional.of(artifact.holds());
        }
    }

    /** Its name looks like that of a version. A name proves nothing: this is a guess. */
    record ByName(PortionVersion guess) implements Match {
        @Override
        public Optional<PortionVersion> holds() {
            return Optional.of(guess);
        }
    }

    /**
     * It is as long as a known artifact, and was not read yet.
     *
     * @param reason why not
     */
    record Unread(String reason) implements Match {
        @Override
        public Optional<PortionVersion> holds() {
            return Optional.empty();
        }
    }

    /** Neither its content nor its name is known. */
    record Unknown() implements Match {
        @Override
        public Optional<PortionVersion> holds() {
            return Optional.empty();
        }
    }
}
