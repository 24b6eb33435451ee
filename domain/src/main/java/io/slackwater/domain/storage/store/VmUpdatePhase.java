package io.slackwater.domain.storage.store;

import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Replacement;
import java.util.List;

/** One phase of an update, reduced to what storage needs. */
public record VmUpdatePhase(
        String updateId, String changeId, String vmId, Phase phase, List<Replacement> replacements) {

    public VmUpdatePhase {
        replacements = List.copyOf(replacements);
    }
}
