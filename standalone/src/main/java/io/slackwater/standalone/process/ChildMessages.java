package io.slackwater.standalone.process;

import java.io.PrintWriter;
import java.time.Duration;

/** Prints a line for each thing that a supervisor has to say of its children. */
public final class ChildMessages implements SupervisorListener {

    private final PrintWriter out;

    /** Messages to a person. */
    public ChildMessages(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void up(String child, Duration took) {
        print(ChildText.up(child, took));
    }

    @Override
    public void notAlive(String child, String reason, Duration since) {
        print(ChildText.notAlive(child, reason, since));
    }

    @Override
    public void died(ChildDeath death) {
        print(ChildText.died(death));
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
