package io.slackwater.worker.storage.stage;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.worker.storage.check.DeleteFreeze;
import io.slackwater.worker.storage.check.ReferenceCheck;
import io.slackwater.worker.storage.host.StoreProbe;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Checks whether the volume in the way of an upload may be replaced. */
public final class ReplaceCheck {

    private final StoreProbe probe;
    private final ReferenceCheck check;
    private final DeleteFreeze freeze;

    public ReplaceCheck(StoreProbe probe, ReferenceCheck check, DeleteFreeze freeze) {
        this.probe = probe;
        this.check = check;
        this.freeze = freeze;
    }

    /** Returns why it may not; empty where it may. */
    Optional<StorageTaskReport> against(StorageTask task) {
        if (!task.mayReplace()) {
            return Optional.of(new StorageTaskReport.Failed(task.againstReplacing()));
        }
        List<Blocker> blockers = blockers(task);
        return blockers.isEmpty() ? Optional.empty() : Optional.of(new StorageTaskReport.Failed(blockers));
    }

    /** The same comes before as before any delete, and the freeze last, once more. */
    private List<Blocker> blockers(StorageTask task) {
        return Stream.<Supplier<List<Blocker>>>of(
                        this::frozen,
                        () -> probe.against(task)
                                .map(StorageTaskReport::blockers)
                                .orElse(List.of()),
                        () -> check.at(task).blockers(),
                        this::frozen)
                .map(Supplier::get)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<Blocker> frozen() {
        return freeze.now().stream().toList();
    }
}
