package io.slackwater.topology.match;

import io.slackwater.domain.match.FanOutScan;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Publishes the end of a change's fan-out in one partition, and publishes it again when other VMs run from unknown volumes: the change's
 * rollout is not finished before none does.
 */
final class FanOutPublisher {

    private static final int NAMED_VMS = 20;

    private final MatchState state;
    private final ProcessorContext<String, MatchOutput> context;
    private final MatchSettings settings;
    private long notBeforeMillis;

    FanOutPublisher(MatchState state, ProcessorContext<String, MatchOutput> context, MatchSettings settings) {
        this.state = state;
        this.context = context;
        this.settings = settings;
        measure();
    }

    private void measure() {
        settings.metrics()
                .unknownVolumes(
                        context.taskId().partition(), state.unknownVolumes().vms());
    }

    /** Publishes that the scan for a change is done. */
    void finished(FanOutScan.OfChange scan, long matched) {
        publish(scan.changeId(), matched, CausationHeaders.headers(scan.cause()));
    }

    /** Publishes the numbers that changed, at a bounded rate; not while a scan waits or goes on, which may change them again. */
    void publishOutdated() {
        long now = context.currentSystemTimeMs();
        if (now < notBeforeMillis || !state.scans().isEmpty()) {
            return;
        }
        for (String changeId : state.outdatedFanOuts()) {
            publish(changeId, state.matched(changeId), new RecordHeaders());
            notBeforeMillis = now + settings.scanRate().volumePause().toMillis();
        }
    }

    private void publish(String changeId, long matched, Headers headers) {
        long now = context.currentSystemTimeMs();
        // Later than the last in any case, though another instance with another clock published that.
        long publishedAt = state.fanOut(changeId)
                .map(last -> Math.max(now, last.publishedAtMillis() + 1))
                .orElse(now);
        FanOutState published = new FanOutState(matched, state.unknownVolumes().vms(changeId), publishedAt);
        state.published(changeId, published);
        MatchOutput output = new MatchOutput.Finishing(MatchOutputs.fanOutFinished(
                changeId,
                context.taskId().partition(),
                settings.partitions(),
                published,
                state.unknownVolumes().first(changeId, NAMED_VMS)));
        context.forward(new Record<>(changeId, output, now, headers));
        measure();
    }
}
