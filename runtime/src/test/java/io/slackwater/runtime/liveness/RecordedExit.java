package io.slackwater.runtime.liveness;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An exit that ends nothing and writes down how it would have. */
public final class RecordedExit {

    private final List<Integer> codes = new CopyOnWriteArrayList<>();
    private final List<Integer> halts = new CopyOnWriteArrayList<>();
    private final ProcessExit exit = new ProcessExit(codes::add, halts::add, Duration.ofMillis(1));

    public ProcessExit exit() {
        return exit;
    }

    /** Returns the codes with which it was told to stop. */
    public List<Integer> codes() {
        return codes;
    }

    /** Returns the codes with which it was halted. */
    public List<Integer> halts() {
        return halts;
    }
}
