package io.slackwater.runtime.adoption;

import io.slackwater.domain.adoption.AdoptionRule;
import io.slackwater.domain.portion.PortionKind;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One adoption rule as the operator writes it, under {@code slackwater.inventory.adoption.RULE}. */
public interface AdoptionConfig {

    /** A pattern that matches the whole name of a volume, with a group {@code version}. */
    String volume();

    /** The portion that such volumes hold versions of: debian-12/kernel. */
    String portion();

    /** The portion's kind. */
    PortionKind kind();

    /** The only store that the rule is for; every store where it is not set. */
    Optional<String> store();

    /** Whether such volumes may be deleted when nothing needs them, though no artifact is known to have their content. */
    @WithDefault("false")
    boolean deleteWithoutArtifact();

    /**
     * Returns the rules of a configuration.
     *
     * @param byName the rules as the operator writes them, by the names of the rules
     * @throws IllegalArgumentException if one of them is malformed; the message names its property
     */
    static List<AdoptionRule> rules(Map<String, AdoptionConfig> byName) {
        return byName.entrySet().stream()
                .map(entry -> AdoptionRule.of(
                                entry.getKey(),
                                entry.getValue().volume(),
                                entry.getValue().portion(),
                                entry.getValue().kind(),
                                entry.getValue().store())
                        .withDeleteWithoutArtifact(entry.getValue().deleteWithoutArtifact()))
                .toList();
    }
}
