package io.slackwater.domain.adoption;

import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.volume.Artifact;
import java.util.Optional;

/** Whether a volume may be adopted. */
public sealed interface AdoptionDecision {

    /**
     * It may.
     *
     * @param artifact the known one whose digest it has; empty where a person says what it holds
     */
    record Adoptable(PortionVersion holds, Optional<Artifact> artifact) implements AdoptionDecision {}

    /**
     * It may not.
     *
     * @param remedy what the person can do
     */
    record Refused(String reason, String remedy) implements AdoptionDecision {}

    /** It cannot be told now. */
    record NotYet(String reason) implements AdoptionDecision {}
}
