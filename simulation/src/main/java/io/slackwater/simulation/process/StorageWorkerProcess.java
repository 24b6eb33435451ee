package io.slackwater.simulation.process;

import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.mapping.storage.WorkerRecords;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.simulation.Environment;
import io.slackwater.simulation.world.Site;
import io.slackwater.simulation.world.WorkerDiedException;
import io.slackwater.worker.Lifetime;
import io.slackwater.worker.storage.StorageTaskHandler;
import io.slackwater.worker.storage.StorageWorkerFactory;
import io.slackwater.worker.storage.host.Bandwidth;
import io.slackwater.worker.storage.stage.StagingLimits;
import java.time.Duration;
import java.util.List;

/** The worker that stages and deletes in a store, on all hosts that have it. */
public final class StorageWorkerProcess extends SimulatedProcess {

    private static final long QUICK_MILLIS = 400;
    private static final long LATE_MILLIS = 60_000;
    private static final StagingLimits LIMITS = new StagingLimits(0.1, Bandwidth.unlimited());

    private final Runnable restart;
    private final Opened opened = new Opened();
    private final StorageTaskHandler work;
    private Life life = new Life();

    /**
     * Makes the worker and lets it read what it is told.
     *
     * @param sharing the hosts of the store
     * @param restart starts it again after its death
     */
    StorageWorkerProcess(List<Site> sharing, Access access, Runnable restart, Environment environment) {
        super("storage-hand-" + sharing.get(0).id(), environment);
        this.restart = restart;
        this.work = StorageWorkerFactory.work(
                asked -> opened.keep(access.open(site(sharing, asked))), LIMITS, environment.clock());
        environment.log().subscribe(name(), Topics.STORAGE_COMMANDS.name(), entry -> {
            if (entry.key().equals(sharing.get(0).store())) {
                inbox().put("commands", () -> take((StorageCommand) entry.value()));
            }
        });
    }

    private static Site site(List<Site> sharing, StorageTask.Site asked) {
        return sharing.stream()
                .filter(site -> site.id().equals(asked.hostId()))
                .findFirst()
                .orElseThrow();
    }

    /** One run of the process; a zombie's goes on after another has begun. */
    private static final class Life {
        private boolean ended;
    }

    @Override
    void begin() {
        life = new Life();
    }

    @Override
    void end() {
        life.ended = !environment().luck().fails(0.3);
    }

    private void take(StorageCommand command) {
        Duration age =
                Duration.between(command.getOccurredAt(), environment().clock().instant());
        Lifetime lifetime = new Lifetime(
                Duration.ofMillis(command.getLifetimeMillis()),
                age,
                environment().clock()::nanoTime);
        StorageTask task = WorkerRecords.toTask(command).orElseThrow();
        long wait = environment().luck().fails(0.04) ? LATE_MILLIS : QUICK_MILLIS;
        Life now = life;
        later(wait, () -> run(task, lifetime, now));
    }

    private void run(StorageTask task, Lifetime lifetime, Life during) {
        if (during.ended) {
            return;
        }
        try {
            StorageTaskReport result =
                    work.on(task, lifetime, uploading -> later(QUICK_MILLIS, () -> answer(task, uploading, during)));
            later(QUICK_MILLIS, () -> answer(task, result, during));
        } catch (WorkerDiedException died) {
            during.ended = true;
            if (isUp() && during.equals(life)) {
                kill();
                restart.run();
            }
        } finally {
            opened.close();
        }
    }

    private void answer(StorageTask task, StorageTaskReport result, Life during) {
        if (!during.ended) {
            environment()
                    .log()
                    .append(
                            Topics.STORAGE_OUTCOMES.name(),
                            task.volume().store(),
                            WorkerRecords.outcome(
                                    task, result, environment().clock().instant()),
                            "storage-reclaimer");
        }
    }

    private void later(long most, Runnable done) {
        environment().scheduler().after(environment().luck().between(1, most), done);
    }
}
