package io.slackwater.executor.rest.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.update.UpdateKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reason why an update has not happened.
 *
 * @param subject what it is about: a VM, a host, a volume, a slot, a change, a policy
 * @param remedy what ends it; null where only time does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BlockerDocument(BlockerCode code, String subject, Instant since, String detail, @Nullable String remedy) {

    static BlockerDocument of(Blocker blocker, UpdateKey update) {
        return new BlockerDocument(
                blocker.code(),
                blocker.subject(),
                blocker.since(),
                blocker.detail(),
                Remedies.of(blocker.code(), update).orElse(null));
    }
}
