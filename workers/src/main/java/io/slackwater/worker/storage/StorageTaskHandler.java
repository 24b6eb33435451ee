package io.slackwater.worker.storage;

import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.worker.Lifetime;
import io.slackwater.worker.storage.check.DeleteFreeze;
import io.slackwater.worker.storage.host.StoreProbe;
import io.slackwater.worker.storage.stage.StageHandler;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries a task out on its hosts, on the caller's thread. */
public final class StorageTaskHandler {

    private final StageHandler stageHandler;
    private final ReclaimHandler reclaimHandler;
    private final ContentCheck contents;
    private final StoreProbe probe;
    private final StaleLogGuard counts;
    private final DeleteFreeze freeze;

    StorageTaskHandler(
            StageHandler stageHandler,
            ReclaimHandler reclaimHandler,
            ContentCheck contents,
            StoreProbe probe,
            StaleLogGuard counts,
            DeleteFreeze freeze) {
        this.stageHandler = stageHandler;
        this.reclaimHandler = reclaimHandler;
        this.contents = contents;
        this.probe = probe;
        this.counts = counts;
        this.freeze = freeze;
    }

    /** Takes note of a task that is to be carried out later. */
    void taken(StorageTask task) {
        counts.taken(task);
    }

    /**
     * Does what the order says, unless its lifetime is over.
     *
     * @param underWay hears how far it is, where it takes long
     */
    public StorageTaskReport on(StorageTask task, Lifetime lifetime, Consumer<StorageTaskReport.Uploading> underWay) {
        if (lifetime.isOver()) {
            return new StorageTaskReport.Expired();
        }
        return switch (task.type()) {
            case STAGE -> {
                Artifact artifact = task.artifact().orElseThrow();
                StorageTaskReport result = stageHandler.stage(task, artifact, lifetime, underWay);
                yield result instanceof StorageTaskReport.Staged staged
                        ? staged.with(counts.countUpload(task))
                        : result;
            }
            case INSPECT -> reclaimHandler.inspect(task);
            // Before the look, for they may take long: nothing but the delete is to come after the look.
            case RECLAIM -> frozen().or(() -> probe.against(task)).orElseGet(() -> reclaim(task, lifetime));
        };
    }

    /** Nobody has looked yet whether the volume is there: an earlier issue of the order may have deleted it. */
    private Optional<StorageTaskReport> frozen() {
        return freeze.now().map(blocker -> new StorageTaskReport.Failed(List.of(blocker)));
    }

    private StorageTaskReport reclaim(StorageTask task, Lifetime lifetime) {
        ContentCheck.Check check = contents.against(task);
        return check.refusal()
                .or(() -> counts.checkAndCount(task))
                .orElseGet(() -> reclaimHandler.delete(task, lifetime, check.volume()));
    }
}
