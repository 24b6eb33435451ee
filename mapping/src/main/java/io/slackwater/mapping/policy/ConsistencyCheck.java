package io.slackwater.mapping.policy;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.schedule.Deadline;
import io.slackwater.domain.policy.schedule.ModifiableRules;
import io.slackwater.domain.policy.schedule.UpdateMode;
import io.slackwater.domain.policy.window.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what is wrong between fields, each of which is right by itself. */
final class ConsistencyCheck {

    private final Policy policy;
    private final ProblemList problems;

    ConsistencyCheck(Policy policy, ProblemList problems) {
        this.policy = policy;
        this.problems = problems;
    }

    void run() {
        windowsThatAreNeeded();
        windowsThatAreTooShort();
        deadlines();
    }

    private void windowsThatAreNeeded() {
        ModifiableRules modifiable = policy.schedule().modifiable();
        if (!policy.schedule().windows().isEmpty()) {
            return;
        }
        if (furthestInWindow().isPresent()) {
            problems.add("windows", "is missing, but the policy restarts inside windows", "add a window");
        } else if (modifiable.insideWindow()) {
            problems.add("modifiable.insideWindow", "is true, but there is no window", "add a window, or leave it out");
        }
    }

    private void windowsThatAreTooShort() {
        Duration needed = policy.takesAtMost(
                furthestInWindow().orElse(policy.schedule().modifiable().mode()));
        List<Window> windows = policy.schedule().windows();
        for (int index = 0; index < windows.size(); index++) {
            Duration duration = windows.get(index).duration();
            if (duration.compareTo(needed) < 0) {
                problems.add(
                        "windows[" + index + "].duration",
                        "is " + shown(duration) + ", but an update takes at most " + shown(needed)
                                + ", so that none would ever be begun",
                        "make it longer, or the waits of modifiable, restart and verification shorter");
            }
        }
    }

    private void deadlines() {
        Optional<Deadline> usual = policy.schedule().deadlines().usual();
        Optional<Deadline> critical = policy.schedule().deadlines().critical();
        if (usual.isPresent()
                && critical.isPresent()
                && critical.get().after().compareTo(usual.get().after()) > 0) {
            problems.add(
                    "deadline.critical.after",
                    "is later than deadline.after",
                    "make it earlier, or leave critical out");
        }
    }

    /** Returns the mode that restarts inside a window, if the policy has it before or after a deadline. */
    private Optional<UpdateMode> furthestInWindow() {
        Stream<UpdateMode> escalations = Stream.of(
                        policy.schedule().deadlines().usual(),
                        policy.schedule().deadlines().critical())
                .flatMap(Optional::stream)
                .map(Deadline::escalatesTo);
        return Stream.concat(Stream.of(policy.schedule().modifiable().mode()), escalations)
                .filter(UpdateMode.WINDOW_RESTART::equals)
                .findFirst();
    }

    private static String shown(Duration duration) {
        return duration.toSecondsPart() == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }
}
