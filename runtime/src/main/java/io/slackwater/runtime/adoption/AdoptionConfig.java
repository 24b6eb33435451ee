package io.slackwater.runtime.adoption;

import io.slackwater.schemas.PortionKind;
import io.smallrye.config.WithDefault;
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
}
