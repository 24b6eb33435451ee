package io.slackwater.executor.rest.policies;

import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.executor.rest.answers.StayUpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of an order about a policy.
 *
 * @param version the version that the order made, or would make; for {@code UNCHANGED} the one that is in force already
 * @param stayUp of the VMs that its labels choose, how many have only to stay up; null of a removal, and where another
 *     instance keeps the VMs
 */
public record SettingDocument(String policy, int version, Result result, @Nullable StayUpResponse stayUp) {

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
        return new SettingDocument(id.name(), id.version(), result, null);
    }

    /** Returns the same with how weak its proofs would be. */
    SettingDocument with(Optional<StayUpResponse> counted) {
        return new SettingDocument(policy, version, result, counted.orElse(null));
    }
}
