package io.slackwater.executor.rest.answers;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.update.UpdateKey;
import java.time.Instant;
import java.util.Map;

/**
 * A reason why an update has not happened.
 *
 * @param subject what it is about: a VM, a host, a volume, a slot, a change, a policy
 * @param remedy what ends it
 */
public record BlockerDocument(BlockerCode code, String subject, Instant since, String detail, String remedy) {

    static BlockerDocument of(Blocker blocker, UpdateKey update) {
        return new BlockerDocument(
                blocker.code(),
                blocker.subject(),
                blocker.since(),
                blocker.detail(),
                blocker.code().remedy(Map.of("vm", update.vmId(), "change", update.changeId())));
    }
}
