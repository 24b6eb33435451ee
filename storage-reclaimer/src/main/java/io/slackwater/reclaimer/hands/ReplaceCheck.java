package io.slackwater.reclaimer.hands;

import io.slackwater.reclaimer.volume.Blocker;
import java.util.List;
import java.util.Optional;

/** Whether what has the name of an upload may be deleted, so that the upload takes its place. */
final class ReplaceCheck {

    private final Look look;
    private final DeleteFreeze freeze;

    ReplaceCheck(Look look, DeleteFreeze freeze) {
        this.look = look;
        this.freeze = freeze;
    }

    /** Returns why it may not; empty where it may. */
    Optional<Report> against(Order order) {
        Optional<Blocker> frozen = freeze.now();
        if (frozen.isPresent()) {
            return Optional.of(new Report.Failed(List.of(frozen.get())));
        }
        Look.Result result = look.at(order);
        return result.isClear() ? Optional.empty() : Optional.of(new Report.Failed(result.blockers()));
    }
}
