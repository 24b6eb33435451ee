package io.slackwater.domain.adoption;

import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.volume.Artifact;
import java.util.Optional;

/** Whether a volume may be adopted. */
public sealed interface AdoptionDecision {

    /** Returns what the visitor says of this decision. */
    <R> R accept(Visitor<R> visitor);

    /**
     * It may.
     *
     * @param artifact the known one whose digest it has; empty where a person says what it holds
     */
    record Adoptable(PortionVersion holds, Optional<Artifact> artifact) implements AdoptionDecision {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.adoptable(this);
        }
    }

    /**
     * It may not.
     *
     * @param remedy what the person can do
     */
    record Refused(String reason, String remedy) implements AdoptionDecision {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.refused(this);
        }
    }

    /** It cannot be told now. */
    record NotYet(String reason) implements AdoptionDecision {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.notYet(this);
        }
    }

    /**
     * Says something of each decision. It has no default: the compiler names each place that a new decision is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R adoptable(Adoptable adoptable);

        R refused(Refused refused);

        R notYet(NotYet notYet);
    }
}
