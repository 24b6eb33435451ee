package io.slackwater.worker.storage.check;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.model.StorageTaskReport;
import java.util.Optional;

/** Whether deletes are frozen, as far as this process has read by now. */
@FunctionalInterface
public interface DeleteFreeze {

    /** Nobody ever freezes anything. */
    DeleteFreeze NEVER = Optional::empty;

    /** Returns why nothing may be deleted now; empty where it may. */
    Optional<Blocker> now();

    /** Returns the same as what comes of a task to delete a volume that was seen to be there. */
    default Optional<StorageTaskReport> against() {
        return now().map(frozen -> StorageTaskReport.Referenced.unclear(frozen));
    }
}
