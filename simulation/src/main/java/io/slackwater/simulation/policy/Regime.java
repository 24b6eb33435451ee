package io.slackwater.simulation.policy;

import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import io.slackwater.simulation.Luck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The policy of a run, as its operator wrote it.
 *
 * @param document the policy
 * @param windows when its windows are open; empty where it has none
 * @param restarts whether it ever lets a VM be restarted
 * @param apart whether of the VMs with the same label value only one may go at a time
 */
public record Regime(String document, Optional<Windows> windows, boolean restarts, boolean apart) {

    /** The policy's name. */
    public static final String NAME = "regime";

    /** The label by whose values VMs are to be kept apart. */
    public static final String LABEL = "app";

    private static final int SECONDS = 60;

    /**
     * Windows that open again and again, from the beginning of time.
     *
     * @param every from one opening to the next
     * @param open how long each is open
     */
    public record Windows(Duration every, Duration open) {

        /** Whether a window opens then. */
        public boolean opensAt(Instant time) {
            return time.toEpochMilli() % every.toMillis() == 0;
        }
    }

    /** Returns the policy of a run. Large runs have none that makes them long: no windows, and no VMs that go one by one. */
    public static Optional<Regime> of(Luck luck, boolean isLarge) {
        if (luck.happens(0.3)) {
            return Optional.empty();
        }
        String preset = luck.oneOf(
                isLarge ? List.of("shut-off", "next-start") : List.of("shut-off", "next-start", "window-restart"));
        boolean restartsLate = !isLarge && luck.happens(0.3);
        boolean hasWindows = !isLarge && (preset.equals("window-restart") || luck.happens(0.4));
        Optional<Windows> windows = hasWindows ? Optional.of(windows(luck)) : Optional.empty();
        boolean apart = luck.happens(0.4) && !isLarge;
        List<String> parts = new ArrayList<>();
        parts.add(modifiable(preset, luck));
        windows.ifPresent(given -> parts.add(windows(given)));
        if (restartsLate) {
            parts.add(deadline(luck));
        }
        parts.add(conduct(luck));
        parts.add(rollout(luck, apart));
        String document = "{" + String.join(", ", parts) + "}";
        return Optional.of(new Regime(document, windows, restartsLate || preset.equals("window-restart"), apart));
    }

    /** Returns the event that sets it. */
    public PolicyEvent set(Instant now) {
        return PolicyEvent.newBuilder()
                .setPolicy(NAME)
                .setType(PolicyEventType.SET)
                .setVersion(1)
                .setDocument(document)
                .setActor("operator")
                .setOccurredAt(now)
                .build();
    }

    private static Windows windows(Luck luck) {
        long minutes = luck.oneOf(List.of(2L, 3L, 5L));
        return new Windows(
                Duration.ofMinutes(minutes), Duration.ofSeconds(luck.between(50, minutes * SECONDS - SECONDS / 2)));
    }

    private static String windows(Windows windows) {
        return "\"windows\": [{\"start\": \"*/%d * * * *\", \"duration\": \"%ds\", \"zone\": \"UTC\"}]"
                .formatted(windows.every().toMinutes(), windows.open().toSeconds());
    }

    private static String modifiable(String preset, Luck luck) {
        return "\"modifiable\": {\"preset\": \"%s\", \"settleTime\": \"%ds\", \"applyWithin\": \"15s\"}"
                .formatted(preset, luck.between(1, 5));
    }

    private static String deadline(Luck luck) {
        return "\"deadline\": {\"after\": \"%ds\", \"escalatesTo\": \"restart-now\"}".formatted(luck.between(30, 150));
    }

    private static String conduct(Luck luck) {
        return "\"restart\": {\"agentWait\": \"%ds\", \"acpiWait\": \"%ds\", \"forceAllowed\": %b}, "
                        .formatted(luck.between(2, 6), luck.between(2, 6), luck.happens(0.5))
                + "\"verification\": {\"staysUp\": \"%ds\", \"agentWithin\": \"%ds\"}"
                        .formatted(luck.between(2, 5), luck.between(3, 8));
    }

    private static String rollout(Luck luck, boolean apart) {
        String pace = luck.happens(0.5)
                ? "\"canary\": 1, \"waves\": [\"50%%\"], \"soak\": \"%ds\", ".formatted(luck.between(1, 20))
                : "";
        String labels = apart ? ", \"perLabelValue\": {\"" + LABEL + "\": 1}" : "";
        return "\"rollout\": {%s\"approvalRequired\": %b, \"failureThreshold\": %d, \"budgets\": {\"fleet\": %d%s}}"
                .formatted(pace, luck.happens(0.2), luck.between(1, 3), luck.between(1, 6), labels);
    }
}
