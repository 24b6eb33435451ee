package io.slackwater.benchmarks.pipeline;

import io.slackwater.standalone.process.ChildDeath;
import io.slackwater.standalone.process.ChildText;
import io.slackwater.standalone.process.SupervisorListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Remembers the first process that ended or did no more work: a run with such a process measures nothing. */
final class ChildWatch implements SupervisorListener {

    private final AtomicReference<@Nullable String> first = new AtomicReference<>();

    @Override
    public void up(String child, Duration took) {
        // The run waits for all of them.
    }

    @Override
    public void notAlive(String child, String reason, Duration since) {
        first.compareAndSet(null, ChildText.notAlive(child, reason, since));
    }

    @Override
    public void died(ChildDeath death) {
        first.compareAndSet(null, ChildText.died(death));
    }

    /**
     * Checks that all of them run.
     *
     * @throws PipelineFailedException if one did not
     */
    void check() {
        String failure = first.get();
        if (failure != null) {
            throw new PipelineFailedException(failure);
        }
    }
}
