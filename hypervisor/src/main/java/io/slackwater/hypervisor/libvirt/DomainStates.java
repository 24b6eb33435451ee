package io.slackwater.hypervisor.libvirt;

import io.slackwater.hypervisor.RunState;
import java.util.List;
import java.util.Map;

/** The words for libvirt's numbers: {@code virDomainState} and the reasons of each state ({@code libvirt-domain.h}). */
final class DomainStates {

    private static final Map<RunState, List<String>> REASONS = Map.of(
            RunState.RUNNING,
                    List.of(
                            "UNKNOWN",
                            "BOOTED",
                            "MIGRATED",
                            "RESTORED",
                            "FROM_SNAPSHOT",
                            "UNPAUSED",
                            "MIGRATION_CANCELED",
                            "SAVE_CANCELED",
                            "WAKEUP",
                            "CRASHED",
                            "POSTCOPY",
                            "POSTCOPY_FAILED"),
            RunState.PAUSED,
                    List.of(
                            "UNKNOWN",
                            "USER",
                            "MIGRATION",
                            "SAVE",
                            "DUMP",
                            "IOERROR",
                            "WATCHDOG",
                            "FROM_SNAPSHOT",
                            "SHUTTING_DOWN",
                            "SNAPSHOT",
                            "CRASHED",
                            "STARTING_UP",
                            "POSTCOPY",
                            "POSTCOPY_FAILED",
                            "API_ERROR"),
            RunState.SHUTDOWN, List.of("UNKNOWN", "USER"),
            RunState.SHUTOFF,
                    List.of(
                            "UNKNOWN",
                            "SHUTDOWN",
                            "DESTROYED",
                            "CRASHED",
                            "MIGRATED",
                            "SAVED",
                            "FAILED",
                            "FROM_SNAPSHOT",
                            "DAEMON"),
            RunState.CRASHED, List.of("UNKNOWN", "PANICKED"));

    private DomainStates() {}

    /** Returns the state; {@link RunState#NOSTATE} for a number that a newer libvirt may have added. */
    static RunState state(int number) {
        RunState[] states = RunState.values();
        return number >= 0 && number < states.length ? states[number] : RunState.NOSTATE;
    }

    /** Returns the reason; {@code UNKNOWN} for a number that a newer libvirt may have added. */
    static String reason(RunState state, int number) {
        List<String> reasons = REASONS.getOrDefault(state, List.of());
        return number >= 0 && number < reasons.size() ? reasons.get(number) : "UNKNOWN";
    }
}
