package io.slackwater.executor.rest.policies;

import io.slackwater.executor.policy.PolicyVersion;

/**
 * What came of an order about a policy.
 *
 * @param version the version that the order made, or would make; for {@code UNCHANGED} the one that is in force already
 */
public record SettingDocument(String policy, int version, Result result) {

    /** What came of it. */
    public enum Result {
        /** It is in force. */
        SET,
        /** It is not in force any more. */
        REMOVED,
        /** The log has it, but this instance has not read it back yet. */
        PUBLISHED,
        /** It is so already; nothing was published. */
        UNCHANGED,
        /** It was only checked, and would be set. */
        FIT
    }

    static SettingDocument of(PolicyVersion id, Result result) {
        return new SettingDocument(id.name(), id.version(), result);
    }
}
