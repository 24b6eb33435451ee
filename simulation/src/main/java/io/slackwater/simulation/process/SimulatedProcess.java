package io.slackwater.simulation.process;

import io.slackwater.simulation.Environment;
import io.slackwater.simulation.log.Inbox;

/** Something that runs by itself, may be killed at any instant, and is started again. */
public abstract class SimulatedProcess {

    private final String name;
    private final Environment environment;
    private final Inbox inbox;
    private boolean up;

    SimulatedProcess(String name, Environment environment) {
        this.name = name;
        this.environment = environment;
        this.inbox = new Inbox(environment.scheduler(), environment.luck());
    }

    public final String name() {
        return name;
    }

    public final Inbox inbox() {
        return inbox;
    }

    public final boolean isUp() {
        return up;
    }

    final Environment environment() {
        return environment;
    }

    /** Starts it. */
    public final void start() {
        environment.trace().say(() -> "start " + name);
        up = true;
        begin();
        inbox.open();
    }

    /** Kills it: what it only had in its memory is lost. */
    public final void kill() {
        environment.trace().say(() -> "kill  " + name);
        up = false;
        inbox.close();
        end();
    }

    abstract void begin();

    abstract void end();
}
