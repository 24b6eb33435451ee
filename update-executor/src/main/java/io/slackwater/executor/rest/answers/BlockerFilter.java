package io.slackwater.executor.rest.answers;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.vm.Vm;
import java.util.Optional;

/**
 * Which blockers are asked for: those that meet all that is given.
 *
 * @param host the VM is known there, or the update was decided there last
 */
record BlockerFilter(Optional<String> change, Optional<String> vm, Optional<String> host, Optional<BlockerCode> code) {

    boolean isAbout(Vm other, Update update) {
        return vm.filter(id -> !id.equals(other.id())).isEmpty()
                && change.filter(id -> !id.equals(update.key().changeId())).isEmpty()
                && host.filter(id -> !id.equals(update.hostId())
                                && !other.placements().containsKey(id))
                        .isEmpty();
    }

    boolean isAbout(HostInfo other) {
        return host.filter(id -> !id.equals(other.hostId())).isEmpty();
    }

    boolean isAbout(Blocker blocker) {
        return code.filter(wanted -> wanted != blocker.code()).isEmpty();
    }
}
