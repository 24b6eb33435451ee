package io.slackwater.console.table;

import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import java.util.Optional;

/** Where a volume stands after an event: the last step of its life. */
final class VolumeState {

    private static final String DUE = VolumeEventType.DUE.name();
    private static final String RETIRING = VolumeEventType.RETIRING.name();

    private VolumeState() {}

    /**
     * Returns the state.
     *
     * @param before the state before; empty where the log said nothing of the volume yet
     * @return empty where the event is about a volume that is none of Slackwater's
     */
    static Optional<String> after(Optional<String> before, VolumeEvent event) {
        return switch (event.getType()) {
            case ADOPTED, STAGING, STAGED, REPLACED_OVERLAY, DUE, RETIRING, RECLAIMED ->
                Optional.of(event.getType().name());
            case PINNED, UNPINNED, REFUSED, UNKNOWN ->
                before.map(state -> withoutStep(state, event)).or(() -> begin(event, VolumeEventType.STAGING));
        };
    }

    /** An event that tells no step may still say that the volume is needed again, or that its deletion was given up. */
    private static String withoutStep(String state, VolumeEvent event) {
        boolean isLeaving = state.equals(DUE) || state.equals(RETIRING);
        if (!isLeaving) {
            return state;
        }
        return event.getDueSince().isPresent()
                ? DUE
                : begin(event, VolumeEventType.STAGED).orElse(state);
    }

    private static Optional<String> begin(VolumeEvent event, VolumeEventType ofStaged) {
        return switch (event.getOwner()) {
            case STAGED, ABANDONED -> Optional.of(ofStaged.name());
            case ADOPTED -> Optional.of(VolumeEventType.ADOPTED.name());
            case REPLACED -> Optional.of(VolumeEventType.REPLACED_OVERLAY.name());
            case UNKNOWN -> Optional.empty();
        };
    }
}
