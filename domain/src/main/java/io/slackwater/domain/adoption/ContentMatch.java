package io.slackwater.domain.adoption;

import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.volume.Artifact;
import java.util.Optional;

/** The portion version that an unknown volume contains, as far as it is known. */
public sealed interface ContentMatch {

    /** Returns the portion version that it holds, or may hold; empty where nothing is known of it. */
    Optional<PortionVersion> holds();

    /** Returns what the visitor says of this match. */
    <R> R accept(Visitor<R> visitor);

    /** Its whole content has the digest of a known artifact. */
    record ByDigest(Artifact artifact) implements ContentMatch {
        @Override
        public Optional<PortionVersion> holds() {
            return Optional.of(artifact.holds());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.byDigest(this);
        }
    }

    /** Its name looks like that of a version. A name proves nothing: this is a guess. */
    record ByName(PortionVersion guess) implements ContentMatch {
        @Override
        public Optional<PortionVersion> holds() {
            return Optional.of(guess);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.byName(this);
        }
    }

    /**
     * It is as long as a known artifact, and was not read yet.
     *
     * @param reason why not
     */
    record Unread(String reason) implements ContentMatch {
        @Override
        public Optional<PortionVersion> holds() {
            return Optional.empty();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unread(this);
        }
    }

    /** Neither its content nor its name is known. */
    record Unknown() implements ContentMatch {
        @Override
        public Optional<PortionVersion> holds() {
            return Optional.empty();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unknown(this);
        }
    }

    /**
     * Says something of each match. It has no default: the compiler names each place that a new match is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R byDigest(ByDigest byDigest);

        R byName(ByName byName);

        R unread(Unread unread);

        R unknown(Unknown unknown);
    }
}
