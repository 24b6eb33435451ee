package io.slackwater.reclaimer.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.model.UploadProgress;
import io.slackwater.domain.storage.store.VolumeStatus;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A volume as it is shown.
 *
 * @param portion null for a replaced overlay
 * @param version null for a replaced overlay
 * @param owner why Slackwater may delete it
 * @param since since when it is due; null where it is not
 * @param sizeBytes what it takes in its store
 * @param percentMoved how much of its upload and of what is read back to check it is done; null where no upload is under way
 * @param users how many VMs refer to it
 * @param pins the changes that move VMs to it
 * @param heldBy what keeps it, each reason once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VolumeDocument(
        String store,
        String volume,
        @Nullable String portion,
        @Nullable String version,
        String owner,
        State state,
        @Nullable Instant since,
        long sizeBytes,
        @Nullable Long percentMoved,
        long users,
        List<String> pins,
        List<HolderDocument> heldBy) {

    /** Where a volume is. */
    public enum State {
        /** It is on its way. */
        STAGING,
        /** It is there, and no change has taken its place. */
        CURRENT,
        /** A change has taken its place, and something still needs it, or nobody said that it may go. */
        NEEDED,
        /** Nothing needs it; it goes when nothing forbids that any more. */
        DUE,
        /** The last look and the delete are under way. */
        RETIRING
    }

    static VolumeDocument of(VolumeStatus standing) {
        Volume volume = standing.volume();
        Optional<PortionVersion> holds = volume.content().holds();
        return new VolumeDocument(
                volume.ref().store(),
                volume.ref().name(),
                holds.map(PortionVersion::portion).orElse(null),
                holds.map(PortionVersion::version).orElse(null),
                volume.content().origin().name(),
                state(standing),
                volume.state().dueSince().orElse(null),
                volume.content().sizeBytes(),
                percentMoved(volume.state().progress()),
                standing.referrers().named(),
                volume.updateCounts().pins().changes(),
                HolderDocument.all(reasons(standing), volume.ref()));
    }

    private static State state(VolumeStatus standing) {
        return standing.volume().state().accept(new Naming(standing));
    }

    private static @Nullable Long percentMoved(UploadProgress progress) {
        return progress.totalBytes() == 0 ? null : 100 * progress.movedBytes() / progress.totalBytes();
    }

    /** What was told last names some references only; all of them are among the holders. */
    private static List<Blocker> reasons(VolumeStatus standing) {
        List<Blocker> holders = standing.keepers();
        Stream<Blocker> others = standing.volume().lastPublished().blockers().stream()
                .filter(told -> holders.stream().noneMatch(told::sameAs))
                .filter(told -> standing.superseded() || standing.volume().state() instanceof VolumeState.Staging);
        return Stream.concat(holders.stream(), others.map(told -> byNow(told, standing.volume())))
                .toList();
    }

    /** A blocker is told once and not at every count; how many updates it is about by now, the needs know. */
    private static Blocker byNow(Blocker told, Volume volume) {
        boolean isOfOverlay = volume.overlay()
                .filter(overlay -> !overlay.released() && overlay.changeId().equals(told.subject()))
                .isPresent();
        if (told.code() != BlockerCode.UPDATES_OUTSTANDING || isOfOverlay) {
            return told;
        }
        return Optional.ofNullable(volume.updateCounts().away().get(told.subject()))
                .map(count -> new Blocker(told.code(), told.subject(), told.since(), count.awayInWords()))
                .orElse(told);
    }

    /** Names the state of a volume that is there, or is to be. */
    private record Naming(VolumeStatus standing) implements VolumeState.Visitor<State> {

        @Override
        public State staging(VolumeState.Staging staging) {
            return State.STAGING;
        }

        @Override
        public State present(VolumeState.Present present) {
            return currentUnlessNeeded();
        }

        @Override
        public State due(VolumeState.Due due) {
            return State.DUE;
        }

        @Override
        public State retiring(VolumeState.Retiring retiring) {
            return State.RETIRING;
        }

        @Override
        public State gone(VolumeState.Gone gone) {
            return currentUnlessNeeded();
        }

        private State currentUnlessNeeded() {
            return standing.superseded() || standing.isLeftToAPerson() ? State.NEEDED : State.CURRENT;
        }
    }
}
