package io.slackwater.executor.update;

import java.util.Map;

/**
 * By which right an update got its slot.
 *
 * @param policy the policy whose pace it goes at; empty where none concerns its VM
 * @param wave the wave that it joined, from 1; 0 while it waits
 * @param labels the VM's labels, by which it counts against the budgets of their values; may be empty while it waits
 */
public record Admission(String policy, int wave, Map<String, String> labels) {

    public Admission {
        labels = Map.copyOf(labels);
    }

    /** The right of an update that waits. */
    public static Admission waiting(String policy) {
        return new Admission(policy, 0, Map.of());
    }
}
