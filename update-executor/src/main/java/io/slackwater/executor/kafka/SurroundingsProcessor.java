package io.slackwater.executor.kafka;

import io.slackwater.executor.modifiable.ChangeFact;
import io.slackwater.executor.modifiable.HostFact;
import io.slackwater.executor.modifiable.VolumeFact;
import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.wire.WireSurroundings;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.VolumeEvent;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Keeps this task's copy of hosts, volumes, changes and policies, and has the VMs woken that a change of it concerns. */
public final class SurroundingsProcessor implements Processor<String, SurroundingsInput, Void, Void> {

    private final Policy builtIn;
    private SurroundingsMemory surroundings;
    private VmMemory memory;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    public SurroundingsProcessor(Policy builtIn) {
        this.builtIn = builtIn;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        surroundings = new SurroundingsMemory(context, builtIn);
        memory = new VmMemory(context);
    }

    @Override
    public void process(Record<String, SurroundingsInput> heard) {
        Instant at = Instant.ofEpochMilli(heard.timestamp());
        SurroundingsInput input = heard.value();
        if (input instanceof SurroundingsInput.OfHost host) {
            host(host.event(), at);
        } else if (input instanceof SurroundingsInput.OfVolume volume) {
            volume(volume.event(), at);
        } else if (input instanceof SurroundingsInput.OfChange change) {
            change(change.event());
        } else if (input instanceof SurroundingsInput.OfPolicy policy && surroundings.hear(policy.event())) {
            memory.wake(Subject.policies());
        }
    }

    private void host(HostEvent event, Instant at) {
        HostFact before = surroundings.host(event.getHostId()).orElseGet(() -> HostFact.unknown(event.getHostId(), at));
        HostFact after = WireSurroundings.host(before, event, at);
        if (!after.equals(before)) {
            surroundings.keep(after);
            memory.wake(Subject.host(event.getHostId()));
        }
    }

    private void volume(VolumeEvent event, Instant at) {
        for (String identity : WireSurroundings.identities(event)) {
            String portion = event.getPortion().orElse("");
            Optional<VolumeFact> before = surroundings.volume(event.getVolume().getStore(), portion, identity);
            Optional<VolumeFact> after = WireSurroundings.volume(before, event, at);
            if (after.isPresent() && !after.equals(before)) {
                surroundings.keep(portion, identity, after.get());
                memory.wake(Subject.store(event.getVolume().getStore()));
            }
        }
    }

    private void change(ChangeEvent event) {
        ChangeFact before = surroundings.change(event.getChangeId());
        ChangeFact after = WireSurroundings.change(before, event);
        if (!after.equals(before)) {
            surroundings.keep(event.getChangeId(), after);
            memory.wake(Subject.change(event.getChangeId()));
        }
    }
}
