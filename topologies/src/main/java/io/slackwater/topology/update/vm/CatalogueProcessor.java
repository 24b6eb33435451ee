package io.slackwater.topology.update.vm;

import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.modifiable.VolumeInfo;
import io.slackwater.domain.policy.Policy;
import io.slackwater.mapping.update.CatalogueMapper;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.topology.update.shared.CatalogueInput;
import io.slackwater.topology.update.shared.CatalogueRepository;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Keeps this task's copy of hosts, volumes, changes and policies, and has the VMs woken that a change of it concerns. */
public final class CatalogueProcessor implements Processor<String, CatalogueInput, Void, Void> {

    private final Policy builtIn;
    private CatalogueRepository catalogue;
    private VmRepository vms;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    public CatalogueProcessor(Policy builtIn) {
        this.builtIn = builtIn;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        catalogue = new CatalogueRepository(context, builtIn);
        vms = new VmRepository(context);
    }

    @Override
    public void process(Record<String, CatalogueInput> record) {
        Instant at = Instant.ofEpochMilli(record.timestamp());
        record.value().accept(new InputHandler(at)).run();
    }

    private void host(HostEvent event, Instant at) {
        HostInfo before = catalogue.host(event.getHostId()).orElseGet(() -> HostInfo.unknown(event.getHostId(), at));
        HostInfo after = CatalogueMapper.host(before, event, at);
        if (!after.equals(before)) {
            catalogue.keep(after);
            vms.requeue(DependencyKeys.host(event.getHostId()));
        }
    }

    private void volume(VolumeEvent event, Instant at) {
        for (String identity : CatalogueMapper.identities(event)) {
            String portion = event.getPortion().orElse("");
            Optional<VolumeInfo> before = catalogue.volume(event.getVolume().getStore(), portion, identity);
            Optional<VolumeInfo> after = CatalogueMapper.volume(before, event, at);
            if (after.isPresent() && !after.equals(before)) {
                catalogue.keep(portion, identity, after.get());
                vms.requeue(DependencyKeys.store(event.getVolume().getStore()));
            }
        }
    }

    private void policy(PolicyEvent event) {
        if (catalogue.apply(event)) {
            vms.requeue(DependencyKeys.policies());
        }
    }

    private void change(ChangeEvent event) {
        ChangeInfo before = catalogue.change(event.getChangeId());
        ChangeInfo after = CatalogueMapper.change(before, event);
        if (!after.equals(before)) {
            catalogue.keep(event.getChangeId(), after);
            vms.requeue(DependencyKeys.change(event.getChangeId()));
        }
    }

    /** Takes each input. */
    private final class InputHandler implements CatalogueInput.Visitor<Runnable> {

        private final Instant at;

        InputHandler(Instant at) {
            this.at = at;
        }

        @Override
        public Runnable ofHost(CatalogueInput.OfHost ofHost) {
            return () -> host(ofHost.event(), at);
        }

        @Override
        public Runnable ofVolume(CatalogueInput.OfVolume ofVolume) {
            return () -> volume(ofVolume.event(), at);
        }

        @Override
        public Runnable ofChange(CatalogueInput.OfChange ofChange) {
            return () -> change(ofChange.event());
        }

        @Override
        public Runnable ofPolicy(CatalogueInput.OfPolicy ofPolicy) {
            return () -> policy(ofPolicy.event());
        }
    }
}
