package io.slackwater.simulation.process;

import io.slackwater.domain.update.CommandResult;
import io.slackwater.mapping.update.WorkerMapper;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.simulation.Environment;
import io.slackwater.simulation.world.Site;
import io.slackwater.simulation.world.WorkerDiedException;
import io.slackwater.worker.update.CommandExecution;
import io.slackwater.worker.update.WorkerClocks;
import java.util.Optional;

/**
 * The worker that carries updates out on a host. It has taken what it was told before it does it, so its death loses what it was told;
 * and where it was only thought dead, what it was told is done late.
 */
public final class UpdateWorkerProcess extends SimulatedProcess {

    private static final long QUICK_MILLIS = 400;
    private static final long LATE_MILLIS = 60_000;
    private static final long LOOKS_AGAIN_MILLIS = 1_500;

    private final Site site;
    private final Access access;
    private final Runnable restart;
    private Life life = new Life();

    /**
     * Makes the worker and lets it read what it is told.
     *
     * @param restart starts it again after its death
     */
    UpdateWorkerProcess(Site site, Access access, Runnable restart, Environment environment) {
        super("hand-" + site.id(), environment);
        this.site = site;
        this.access = access;
        this.restart = restart;
        environment.log().subscribe(name(), Topics.COMMANDS.name(), entry -> {
            if (entry.key().equals(site.id())) {
                inbox().put("commands", () -> take((UpdateCommand) entry.value()));
            }
        });
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

    private void take(UpdateCommand command) {
        CommandExecution execution = new CommandExecution(
                WorkerMapper.command(command),
                new WorkerClocks(environment().clock()::nanoTime, environment().clock()));
        long wait = environment().luck().fails(0.04) ? LATE_MILLIS : QUICK_MILLIS;
        Life now = life;
        later(wait, () -> run(command, execution, now));
    }

    private void run(UpdateCommand command, CommandExecution execution, Life during) {
        if (during.ended) {
            return;
        }
        try {
            Optional<CommandResult> result = result(execution);
            if (result.isPresent()) {
                later(QUICK_MILLIS, () -> answer(command, result.get(), during));
            } else {
                later(LOOKS_AGAIN_MILLIS, () -> run(command, execution, during));
            }
        } catch (WorkerDiedException died) {
            during.ended = true;
            if (isUp() && during.equals(life)) {
                kill();
                restart.run();
            }
        }
    }

    private Optional<CommandResult> result(CommandExecution execution) {
        Opened opened = new Opened();
        try {
            return execution.run(() -> opened.keep(access.open(site)));
        } finally {
            opened.close();
        }
    }

    private void answer(UpdateCommand command, CommandResult result, Life during) {
        if (!during.ended) {
            environment()
                    .log()
                    .append(
                            Topics.OUTCOMES.name(),
                            site.id(),
                            WorkerMapper.outcome(
                                    command, result, environment().clock().instant()),
                            ExecutorProcess.SERVICE);
        }
    }

    private void later(long most, Runnable work) {
        environment().scheduler().after(environment().luck().between(1, most), work);
    }
}
