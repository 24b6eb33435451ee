package io.slackwater.executor.brain;

import io.slackwater.executor.modifiable.HostFact;
import io.slackwater.executor.modifiable.Scene;
import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.update.Phase;
import io.slackwater.executor.update.Saying;
import io.slackwater.executor.update.Stage;
import io.slackwater.executor.update.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says that nobody reaches the host of a VM that was changed, and that somebody does again. No more comes of the update until then, so
 * that others must not wait for it. A host that is away for no longer than a command takes is not spoken of.
 */
final class HostAway {

    private final Scene scene;
    private final Update update;
    private final Optional<HostFact> lost;

    HostAway(Scene scene, Update update) {
        this.scene = scene;
        this.update = update;
        this.lost =
                scene.surroundings().host(scene.hostOf(update)).filter(host -> !host.reachable() && !host.retired());
    }

    /** Returns what is to be said; empty where nothing is, or it was said. */
    Optional<Step> say() {
        return said().filter(phase -> isAway() != isShown()).map(this::say);
    }

    /** Returns when a host that is away has been so for too long; empty where none is, or it was said. */
    Optional<Instant> until() {
        return said().isPresent() && !isShown() ? lost.map(this::tooLong) : Optional.empty();
    }

    private Step say(Phase phase) {
        List<Blocker> blockers = new ArrayList<>(update.shown());
        blockers.removeIf(HostAway::isLink);
        lost.filter(host -> isAway())
                .map(host -> new Blocker(
                        BlockerCode.HOST_UNREACHABLE,
                        host.hostId(),
                        host.linkSince(),
                        "Nobody reaches the host; the update goes on when somebody does"))
                .ifPresent(blockers::add);
        Update told = update.showing(blockers).decided(scene.after(update.decidedAt()));
        return Step.to(
                told,
                Optional.of(scene.now()),
                new Effect.Say(Saying.of(told, phase).because(cause()).heldUpBy(blockers)));
    }

    private boolean isAway() {
        return lost.filter(host -> !scene.now().isBefore(tooLong(host))).isPresent();
    }

    private boolean isShown() {
        return update.shown().stream().anyMatch(HostAway::isLink);
    }

    private Instant tooLong(HostFact host) {
        return host.linkSince().plus(scene.timing().patience());
    }

    private static boolean isLink(Blocker blocker) {
        return blocker.code() == BlockerCode.HOST_UNREACHABLE;
    }

    /** Returns the phase in which the update is said to be; empty where others wait for it by the clock, or not at all. */
    private Optional<Phase> said() {
        Stage stage = update.stage();
        if (stage instanceof Stage.AwaitingStart || stage instanceof Stage.Verifying) {
            return Optional.of(Phase.APPLIED);
        }
        boolean isRolledBack = stage instanceof Stage.RollingBack || stage instanceof Stage.AwaitingStop;
        return isRolledBack ? Optional.of(Phase.FAILED) : Optional.empty();
    }

    private String cause() {
        if (update.stage() instanceof Stage.RollingBack rollingBack) {
            return rollingBack.cause();
        }
        return update.stage() instanceof Stage.AwaitingStop awaiting ? awaiting.cause() : "";
    }
}
