package io.slackwater.domain.modifiable;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.vm.VmPlacement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Blocks an update because of the state of the VM's host. A retired host has nothing against it: it has no VM any more.
 */
final class HostBlockers {

    private HostBlockers() {}

    static List<Blocker> of(DecisionContext context, Update update) {
        String hostId = context.onlyPlacement().map(VmPlacement::hostId).orElse(update.hostId());
        HostInfo host = context.catalogue().host(hostId).orElseGet(() -> HostInfo.unknown(hostId, update.requiredAt()));
        return host.retired()
                ? List.of()
                : Stream.of(mode(host), link(host)).flatMap(Optional::stream).toList();
    }

    private static Optional<Blocker> mode(HostInfo host) {
        return switch (host.mode()) {
            case ACTIVE -> Optional.empty();
            case OBSERVE ->
                blocker(
                        BlockerCode.HOST_OBSERVE_ONLY,
                        host,
                        host.modeSince(),
                        "The host is only observed; declare it ACTIVE to have its VMs updated");
            case MAINTENANCE ->
                blocker(BlockerCode.HOST_MAINTENANCE, host, host.modeSince(), "The host is in maintenance");
        };
    }

    private static Optional<Blocker> link(HostInfo host) {
        if (!host.reachable()) {
            return blocker(BlockerCode.HOST_UNREACHABLE, host, host.linkSince(), "Nobody reaches the host");
        }
        return host.synced()
                ? Optional.empty()
                : blocker(
                        BlockerCode.HOST_NOT_SYNCED, host, host.linkSince(), "The host has not been read in full yet");
    }

    private static Optional<Blocker> blocker(BlockerCode code, HostInfo host, Instant since, String detail) {
        return Optional.of(new Blocker(code, host.hostId(), since, detail));
    }
}
