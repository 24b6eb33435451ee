package io.slackwater.domain.update.decision;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.UpdateState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Publishes that the host of a changed VM is unreachable, and that it is reachable again. No more comes of the update
 * until then, so that others must not wait for it. A host that is away for no longer than a command takes is not spoken
 * of.
 */
final class HostUnreachableDecider {

    private final DecisionContext context;
    private final Update update;
    private final Optional<HostInfo> lost;

    HostUnreachableDecider(DecisionContext context, Update update) {
        this.context = context;
        this.update = update;
        this.lost =
                context.catalogue().host(context.hostOf(update)).filter(host -> !host.reachable() && !host.retired());
    }

    /** Returns what is to be said; empty where nothing is, or it was said. */
    Optional<UpdateDecision> say() {
        return said().filter(phase -> isAway() != update.hostUnreachable() || (isAway() && !isExplained()))
                .map(this::say);
    }

    /** Returns when a host that is away has been so for too long; empty where none is, or it was said. */
    Optional<Instant> until() {
        return said().isPresent() && !update.hostUnreachable() ? lost.map(this::tooLong) : Optional.empty();
    }

    private UpdateDecision say(Phase phase) {
        List<Blocker> blockers = new ArrayList<>(update.blockers());
        blockers.removeIf(HostUnreachableDecider::isLink);
        lost.filter(host -> isAway())
                .map(host -> new Blocker(
                        BlockerCode.HOST_UNREACHABLE,
                        host.hostId(),
                        host.linkSince(),
                        "Nobody reaches the host; the update goes on when somebody does"))
                .ifPresent(blockers::add);
        Update told =
                update.withBlockers(blockers).onUnreachableHost(isAway()).decided(context.after(update.decidedAt()));
        return UpdateDecision.to(
                told,
                Optional.of(context.now()),
                new Effect.PublishEvent(
                        UpdatePhaseEvent.of(told, phase).because(cause()).heldUpBy(blockers)));
    }

    private boolean isAway() {
        return lost.filter(host -> !context.now().isBefore(tooLong(host))).isPresent();
    }

    /** A change of state takes away what explained the state before. */
    private boolean isExplained() {
        return update.blockers().stream().anyMatch(HostUnreachableDecider::isLink);
    }

    private Instant tooLong(HostInfo host) {
        return host.linkSince().plus(context.timing().commandTimeout());
    }

    private static boolean isLink(Blocker blocker) {
        return blocker.code() == BlockerCode.HOST_UNREACHABLE;
    }

    /** Returns the phase in which the update is said to be; empty where others wait for it by the clock, or not at all. */
    private Optional<Phase> said() {
        return Optional.of(update.state().phase()).filter(phase -> phase == Phase.APPLIED || phase == Phase.FAILED);
    }

    private String cause() {
        return update.state() instanceof UpdateState.Failed failed ? failed.cause() : "";
    }
}
