package io.slackwater.domain.storage.store;

import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Replacement;
import java.util.List;

/** One phase of one update, as far as storage is concerned. */
public record Update(String updateId, String changeId, String vmId, Phase phase, List<Replacement> replacements) {

    public Update {
        replacements = List.copyOf(replacements);
    }
}
