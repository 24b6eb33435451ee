package io.slackwater.inventory.match.kafka;

import io.slackwater.inventory.match.Cause;
import io.slackwater.inventory.match.Change;
import io.slackwater.inventory.match.Opened;
import io.slackwater.inventory.match.Scan;
import io.slackwater.inventory.match.Supersession;
import io.slackwater.inventory.match.Vm;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Matches VMs with changes, whichever becomes known last. A VM is matched when it is heard of; for a change or a volume the VMs
 * are scanned in pieces, on a timer, so that no transaction outlives its timeout.
 */
final class MatchProcessor extends ContextualProcessor<String, MatchInput, String, MatchOutput> {

    private static final Duration TICK = Duration.ofMillis(10);

    private final Supersession supersession;
    private final MatchSettings settings;
    private @Nullable MatchState restored;
    private @Nullable UpdateOpener opener;

    MatchProcessor(Supersession supersession, MatchSettings settings) {
        this.supersession = supersession;
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, MatchOutput> context) {
        super.init(context);
        MatchState state = new MatchState(context, supersession);
        UpdateOpener updateOpener = new UpdateOpener(state, context, settings.meter());
        FanOut fanOut = new FanOut(state, updateOpener, context, settings);
        this.restored = state;
        this.opener = updateOpener;
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> fanOut.advance());
    }

    @Override
    public void process(Record<String, MatchInput> record) {
        MatchInput input = record.value();
        if (input instanceof MatchInput.OfVm news) {
            vm(record, news);
        } else if (input instanceof MatchInput.UpdateMoved moved) {
            update(record, moved.applyTo(state().opened(record.key()), record.timestamp()));
        } else if (input instanceof MatchInput.Retry retry) {
            update(record, state().opened(record.key()).retried(retry.changeId(), record.timestamp()));
        } else if (input instanceof MatchInput.OfCatalogue news) {
            catalogue(news, Causes.of(record));
        }
    }

    private void vm(Record<String, MatchInput> record, MatchInput.OfVm news) {
        Vm before = state().vm(record.key());
        Vm after = news.applyTo(before, record.timestamp());
        state().put(record.key(), before, after);
        consider(record, after);
    }

    private void update(Record<String, MatchInput> record, Opened after) {
        if (!after.equals(state().opened(record.key()))) {
            state().put(record.key(), after);
            consider(record, state().vm(record.key()));
        }
    }

    private void consider(Record<String, MatchInput> record, Vm vm) {
        Objects.requireNonNull(opener).consider(record.key(), vm, Causes.of(record));
    }

    private void catalogue(MatchInput.OfCatalogue news, Cause cause) {
        if (news instanceof MatchInput.ChangeAvailable change) {
            available(change, cause);
        } else if (news instanceof MatchInput.ChangeWithdrawn change) {
            state().withdraw(change.changeId());
        } else if (news instanceof MatchInput.VolumeHolds volume) {
            volume(volume, cause);
        } else if (news instanceof MatchInput.HostCounts host) {
            state().count(host.hostId(), host.counts());
        }
    }

    private void available(MatchInput.ChangeAvailable change, Cause cause) {
        if (state().changes().find(change.changeId()).isEmpty()) {
            state().add(new Change(change.changeId(), state().nextSequence(), change.targets()));
            state().scans().add(new Scan.OfChange(change.changeId(), cause, Scan.Cursor.START, 0));
        }
    }

    private void volume(MatchInput.VolumeHolds volume, Cause cause) {
        if (state().put(volume.volume(), volume.holding()) && volume.holding().isPresent()) {
            state().scans().add(new Scan.OfVolume(volume.volume(), cause, Scan.Cursor.START));
        }
    }

    private MatchState state() {
        return Objects.requireNonNull(restored);
    }
}
