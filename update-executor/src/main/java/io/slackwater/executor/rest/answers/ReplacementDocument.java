package io.slackwater.executor.rest.answers;

import io.slackwater.domain.update.Replacement;

/** What an update changes in one slot of a VM. */
public record ReplacementDocument(String slot, String portion, String fromVersion, String toVersion) {

    static ReplacementDocument of(Replacement replacement) {
        return new ReplacementDocument(
                replacement.slot(), replacement.portion(), replacement.fromVersion(), replacement.toVersion());
    }
}
