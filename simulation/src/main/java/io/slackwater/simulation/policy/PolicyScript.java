package io.slackwater.simulation.policy;

import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import io.slackwater.simulation.SeededRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The policy of a run, as its operator wrote it.
 *
 * @param editions the policy as it was set, one after the other
 * @param windows when its windows are open, in the editions that have any; empty where none has
 * @param apart whether of the VMs with the same label value only one may go at a time
 */
public record PolicyScript(List<Edition> editions, Optional<Windows> windows, boolean apart) {

    /** The policy's name. */
    public static final String NAME = "regime";

    /** The label by whose values VMs are to be kept apart. */
    public static final String LABEL = "app";

    /** What a document says where VMs are to return from a withdrawn change. */
    public static final String RETURNS = "\"onWithdrawal\": \"return\"";

    private static final String STAYS = "\"onWithdrawal\": \"stay\"";
    private static final int SECONDS = 60;
    private static final long FIRST_TURN = 10_000;
    private static final long LAST_TURN = 150_000;

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

    public PolicyScript {
        editions = List.copyOf(editions);
    }

    /**
     * The policy from a time on.
     *
     * @param at in milliseconds from the beginning of the run
     * @param document what it says; empty where it is removed
     */
    public record Edition(int version, long at, Optional<String> document) {

        /** Returns the event that sets or removes it. */
        public PolicyEvent event(Instant now) {
            return PolicyEvent.newBuilder()
                    .setPolicy(NAME)
                    .setType(document.isPresent() ? PolicyEventType.SET : PolicyEventType.REMOVED)
                    .setVersion(version)
                    .setDocument(document.orElse(""))
                    .setActor("operator")
                    .setOccurredAt(now)
                    .build();
        }
    }

    /** A deadline between so many seconds. */
    private record Late(String escalatesTo, SeededRandom luck, long least, long most) {

        String deadline() {
            return "\"deadline\": {\"after\": \"%ds\", \"escalatesTo\": \"%s\"}"
                    .formatted(luck.between(least, most), escalatesTo);
        }
    }

    /**
     * Returns the policy of a run. Large runs have none that makes them long: no windows, and no VMs that go one by one.
     *
     * @param turns the luck of what changes midway
     */
    public static Optional<PolicyScript> of(SeededRandom random, SeededRandom turns, boolean isLarge) {
        if (random.happens(0.3)) {
            return Optional.empty();
        }
        String preset = random.oneOf(
                isLarge ? List.of("shut-off", "next-start") : List.of("shut-off", "next-start", "window-restart"));
        boolean restartsLate = !isLarge && random.happens(0.3);
        boolean hasWindows = !isLarge && (preset.equals("window-restart") || random.happens(0.4));
        Optional<Windows> windows = hasWindows ? Optional.of(windows(random)) : Optional.empty();
        boolean apart = random.happens(0.4) && !isLarge;
        String escalation = hasWindows && turns.happens(0.5) ? "window-restart" : "restart-now";
        Optional<Late> late = restartsLate ? Optional.of(new Late(escalation, random, 30, 150)) : Optional.empty();
        if (preset.equals("next-start") && !isLarge && turns.happens(0.6)) {
            // Soon enough that the owner has not started it again.
            late = Optional.of(new Late(escalation, turns, 5, 30));
        }
        List<Edition> editions = new ArrayList<>();
        editions.add(new Edition(1, 0, Optional.of(document(random, preset, windows, late, apart))));
        if (!isLarge && turns.happens(0.3)) {
            turn(turns, editions, windows, apart);
        }
        return Optional.of(new PolicyScript(editions, windows, apart));
    }

    /** The operator changes his mind, and perhaps changes it back. VMs that are to go apart stay so. */
    private static void turn(SeededRandom turns, List<Edition> editions, Optional<Windows> windows, boolean apart) {
        long at = turns.between(FIRST_TURN, LAST_TURN);
        boolean isRemoved = !apart && turns.happens(0.3);
        Optional<Windows> left = turns.happens(0.7) ? windows : Optional.empty();
        String preset = turns.oneOf(
                left.isEmpty()
                        ? List.of("shut-off", "next-start")
                        : List.of("shut-off", "next-start", "window-restart"));
        Optional<Late> late =
                turns.happens(0.3) ? Optional.of(new Late("restart-now", turns, 30, 150)) : Optional.empty();
        String other = document(turns, preset, left, late, apart);
        editions.add(new Edition(2, at, isRemoved ? Optional.empty() : Optional.of(other)));
        if (turns.happens(0.5)) {
            editions.add(new Edition(
                    3,
                    at + turns.between(FIRST_TURN, LAST_TURN),
                    editions.get(0).document()));
        }
    }

    private static String document(
            SeededRandom random, String preset, Optional<Windows> windows, Optional<Late> late, boolean apart) {
        List<String> parts = new ArrayList<>();
        parts.add(modifiable(preset, random));
        windows.ifPresent(given -> parts.add(windows(given)));
        late.ifPresent(after -> parts.add(after.deadline()));
        parts.add(conduct(random));
        parts.add(rollout(random, apart));
        return "{" + String.join(", ", parts) + "}";
    }

    private static Windows windows(SeededRandom random) {
        long minutes = random.oneOf(List.of(2L, 3L, 5L));
        return new Windows(
                Duration.ofMinutes(minutes), Duration.ofSeconds(random.between(50, minutes * SECONDS - SECONDS / 2)));
    }

    private static String windows(Windows windows) {
        return "\"windows\": [{\"start\": \"*/%d * * * *\", \"duration\": \"%ds\", \"zone\": \"UTC\"}]"
                .formatted(windows.every().toMinutes(), windows.open().toSeconds());
    }

    private static String modifiable(String preset, SeededRandom random) {
        return "\"modifiable\": {\"preset\": \"%s\", \"settleTime\": \"%ds\", \"applyWithin\": \"15s\"}"
                .formatted(preset, random.between(1, 5));
    }

    private static String conduct(SeededRandom random) {
        return "\"restart\": {\"agentWait\": \"%ds\", \"acpiWait\": \"%ds\", \"forceAllowed\": %b}, "
                        .formatted(random.between(2, 6), random.between(2, 6), random.happens(0.5))
                + "\"verification\": {\"staysUp\": \"%ds\", \"agentWithin\": \"%ds\"}"
                        .formatted(random.between(2, 5), random.between(3, 8));
    }

    private static String rollout(SeededRandom random, boolean apart) {
        String pace = random.happens(0.5)
                ? "\"canary\": 1, \"waves\": [\"50%%\"], \"soak\": \"%ds\", ".formatted(random.between(1, 20))
                : "";
        String labels = apart ? ", \"perLabelValue\": {\"" + LABEL + "\": 1}" : "";
        return "\"rollout\": {%s%s, \"approvalRequired\": %b, \"failureThreshold\": %d, \"budgets\": {\"fleet\": %d%s}}"
                .formatted(
                        pace,
                        random.happens(0.5) ? RETURNS : STAYS,
                        random.happens(0.2),
                        random.between(1, 3),
                        random.between(1, 6),
                        labels);
    }
}
