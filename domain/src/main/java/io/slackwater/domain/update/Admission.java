package io.slackwater.domain.update;

import io.slackwater.domain.policy.window.WindowId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The policy, wave, labels and window under which an update waits or runs.
 *
 * @param policy the policy whose pace it goes at; empty where none concerns its VM
 * @param policyVersion the version of that policy; 0 where none concerns its VM
 * @param wave the wave that it joined, from 1; 0 while it waits
 * @param labels the VM's labels, by which it counts against the budgets of their values; may be empty while it waits
 * @param window when the window opened in which it goes, which the VM has then used; empty where it needs none
 * @param restarts whether its VM, which ran, is restarted for it
 * @param overdueSince since when its policy would have had it done; empty while it is not overdue
 */
public record Admission(
        String policy,
        int policyVersion,
        int wave,
        Map<String, String> labels,
        Optional<Instant> window,
        boolean restarts,
        Optional<Instant> overdueSince) {

    public Admission {
        labels = Map.copyOf(labels);
    }

    /** The lease that the budget gives. */
    public static Admission of(String policy, int wave, Map<String, String> labels) {
        return new Admission(policy, 0, wave, labels, Optional.empty(), false, Optional.empty());
    }

    /** Returns the lease of an update that waits under the same policy: it is in no wave and uses no window. */
    public Admission waiting() {
        return new Admission(policy, policyVersion, 0, Map.of(), Optional.empty(), false, overdueSince);
    }

    /** Returns the same lease, used in a window, or where no window is needed. */
    public Admission in(Optional<Instant> opened) {
        return new Admission(policy, policyVersion, wave, labels, opened, restarts, overdueSince);
    }

    /** Returns the same lease of an update that restarts its VM, or does not. */
    public Admission restarting(boolean restartsVm) {
        return new Admission(policy, policyVersion, wave, labels, window, restartsVm, overdueSince);
    }

    /** Returns the same lease by the policy as it is now. */
    public Admission by(int version, Optional<Instant> overdue) {
        return new Admission(policy, version, wave, labels, window, restarts, overdue);
    }

    /** Names the window that it uses; empty where it uses none. */
    public Optional<WindowId> windowId() {
        return window.map(opened -> new WindowId(policy, opened));
    }

    /** Whether another says the same of the policy and of what it asks for. */
    public boolean asksTheSame(Admission other) {
        return policy.equals(other.policy) && overdueSince.equals(other.overdueSince);
    }
}
