package io.slackwater.topology.match;

import io.slackwater.domain.match.Causation;
import io.slackwater.domain.match.FanOutScan;
import io.slackwater.domain.match.OpenedUpdates;
import io.slackwater.domain.match.PublishedChange;
import io.slackwater.domain.match.Supersession;
import io.slackwater.domain.match.VmMatchState;
import io.slackwater.domain.match.VmPlacements;
import io.slackwater.streams.replay.ReplayGate;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Matches VMs with changes, whichever becomes known last. A VM is matched when it is heard of; for a change or a volume the VMs
 * are scanned in pieces, on a timer, so that no transaction outlives its timeout.
 *
 * <p>In a replay nothing is matched, for what was opened then stands further on in the log. The scans for the changes in the log
 * wait until it is over; they find what is still open, and with it the VMs that were heard of last.
 */
public final class MatchProcessor extends ContextualProcessor<String, MatchInput, String, MatchOutput> {

    private static final Duration TICK = Duration.ofMillis(10);

    private final Supersession supersession;
    private final MatchSettings settings;
    private @Nullable MatchState restored;
    private @Nullable UpdateOpener opener;
    private @Nullable ReplayGate gate;

    public MatchProcessor(Supersession supersession, MatchSettings settings) {
        this.supersession = supersession;
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, MatchOutput> context) {
        super.init(context);
        MatchState state = new MatchState(context, supersession);
        UpdateOpener updateOpener = new UpdateOpener(state, context, settings.metrics());
        FanOutScanner fanOutScanner = new FanOutScanner(state, updateOpener, context, settings);
        this.restored = state;
        this.opener = updateOpener;
        this.gate = new ReplayGate(context, MatchNames.REPLAY, settings.horizon());
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick(fanOutScanner));
    }

    @Override
    public void process(Record<String, MatchInput> record) {
        record.value().accept(new InputHandler(record)).run();
    }

    @Override
    public void close() {
        settings.metrics().unknownVolumes(context().taskId().partition(), Map.of());
    }

    private void tick(FanOutScanner fanOutScanner) {
        if (mayDecide()) {
            fanOutScanner.advance();
        }
    }

    private void vm(Record<String, MatchInput> record, MatchInput.OfVm news) {
        VmMatchState before = state().vm(record.key());
        consider(record, before.with(news.applyTo(before.vm(), record.timestamp())));
    }

    private void update(Record<String, MatchInput> record, UnaryOperator<OpenedUpdates> news) {
        VmMatchState before = state().vm(record.key());
        OpenedUpdates after = news.apply(before.opened());
        if (!after.equals(before.opened())) {
            consider(record, before.with(after));
        }
    }

    /**
     * A task that is not in a replay heard of the updates themselves. It forgets a VM when the executor does: one that no host has had for
     * the audit period.
     */
    private void kept(Record<String, MatchInput> record, OpenedUpdates.Restored row) {
        if (!mayDecide()) {
            update(record, openedUpdates -> openedUpdates.restored(row));
        } else if (row.equals(OpenedUpdates.Restored.NOTHING)
                && state().vm(record.key()).vm().equals(VmPlacements.ABSENT)) {
            state().forget(record.key());
        }
    }

    private void consider(Record<String, MatchInput> record, VmMatchState known) {
        if (!mayDecide()) {
            state().put(record.key(), known);
        } else if (known.isOver()) {
            // Not in a replay, which may tell how an update ended before it tells of the VM.
            state().forget(record.key());
            state().unknownVolumes().put(record.key(), Map.of());
        } else {
            UpdateOpener updates = Objects.requireNonNull(opener);
            updates.keepUnknownVolumes(record.key(), known.vm());
            state().put(
                            record.key(),
                            updates.open(record.key(), known, updates.needs(known.vm()), CausationHeaders.of(record)));
        }
    }

    private void available(MatchInput.ChangeAvailable change, Causation causation) {
        if (state().changes().find(change.changeId()).isEmpty()) {
            state().add(new PublishedChange(change.changeId(), state().nextSequence(), change.targets()));
            if (mayDecide()) {
                state().forgetFannedOut(change.changeId());
            }
            state().scans().add(new FanOutScan.OfChange(change.changeId(), causation, FanOutScan.START, 0));
        }
    }

    /** The numbers of what was published no later than the last of this partition are those of its own echo. */
    private void fannedOut(MatchInput.FannedOut said) {
        if (said.partition() != context().taskId().partition()) {
            return;
        }
        state().putFannedOut(said.changeId());
        boolean isNewer = state().fanOut(said.changeId())
                .filter(kept -> kept.publishedAtMillis() >= said.publishedAtMillis())
                .isEmpty();
        if (isNewer) {
            state().putFanOut(
                            said.changeId(),
                            new FanOutState(said.matched(), said.unknownVolumeVms(), said.publishedAtMillis()));
        }
    }

    /** What it had taken the place of may be needed again: by VMs that never got it, and by those that have it. */
    private void withdrawn(MatchInput.ChangeWithdrawn change, Causation causation) {
        state().changes().find(change.changeId()).ifPresent(known -> {
            state().withdraw(known);
            lookAtAll(causation);
        });
    }

    private void lookAtAll(Causation causation) {
        state().scans()
                .addForAll(
                        causation,
                        context().currentSystemTimeMs()
                                + settings.scanRate().volumePause().toMillis());
    }

    private void volume(MatchInput.VolumeContentChanged volume, Causation causation) {
        boolean isNews = state().put(volume.volume(), volume.content());
        boolean isLeft = volume.content()
                .filter(volumeContent ->
                        !state().changes().replacing(volumeContent).isEmpty()
                                || state().changes().wayBack(volumeContent).isPresent())
                .isPresent();
        boolean doesSomeVmRunFromIt =
                volume.content().isPresent() && state().unknownVolumes().has(volume.volume());
        if (isNews && (isLeft || doesSomeVmRunFromIt)) {
            lookAtAll(causation);
        }
    }

    private boolean mayDecide() {
        return Objects.requireNonNull(gate).isOpen();
    }

    private MatchState state() {
        return Objects.requireNonNull(restored);
    }

    /** Takes each input. */
    private final class InputHandler implements MatchInput.Visitor<Runnable> {

        private final Record<String, MatchInput> record;

        InputHandler(Record<String, MatchInput> record) {
            this.record = record;
        }

        @Override
        public Runnable ofVm(MatchInput.OfVm ofVm) {
            return () -> vm(record, ofVm);
        }

        @Override
        public Runnable updateMoved(MatchInput.UpdateMoved updateMoved) {
            return () -> update(record, openedUpdates -> updateMoved.applyTo(openedUpdates, record.timestamp()));
        }

        @Override
        public Runnable updatesKept(MatchInput.UpdatesKept updatesKept) {
            return () -> kept(record, updatesKept.row());
        }

        @Override
        public Runnable retry(MatchInput.Retry retry) {
            return () -> update(record, openedUpdates -> openedUpdates.retried(retry.changeId(), record.timestamp()));
        }

        @Override
        public Runnable ofCatalogue(MatchInput.OfCatalogue ofCatalogue) {
            return () ->
                    ofCatalogue.accept(new Noting(CausationHeaders.of(record))).run();
        }
    }

    /** Takes note of each input that is not about one VM. */
    private final class Noting implements MatchInput.OfCatalogue.Visitor<Runnable> {

        private final Causation causation;

        Noting(Causation causation) {
            this.causation = causation;
        }

        @Override
        public Runnable changeAvailable(MatchInput.ChangeAvailable changeAvailable) {
            return () -> available(changeAvailable, causation);
        }

        @Override
        public Runnable changeWithdrawn(MatchInput.ChangeWithdrawn changeWithdrawn) {
            return () -> withdrawn(changeWithdrawn, causation);
        }

        @Override
        public Runnable volumeContentChanged(MatchInput.VolumeContentChanged volumeContentChanged) {
            return () -> volume(volumeContentChanged, causation);
        }

        @Override
        public Runnable fannedOut(MatchInput.FannedOut fannedOut) {
            return () -> MatchProcessor.this.fannedOut(fannedOut);
        }

        @Override
        public Runnable hostRetirement(MatchInput.HostRetirement hostRetirement) {
            return () -> state().setRetired(hostRetirement.hostId(), hostRetirement.retired());
        }
    }
}
