package io.slackwater.worker.watch.observe;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.SlackwaterMetadata;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VmStateEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Maps a libvirt domain to the VM event and VM state event. */
public final class VmReader {

    private static final Pattern CONNECTED_AGENT =
            Pattern.compile("<target\\s[^>]*name=['\"]org\\.qemu\\.guest_agent\\.0['\"][^>]*state=['\"]connected['\"]");

    private final String hostId;
    private final StoreIndex stores;

    /** A reader for one host with its stores as they are now. */
    public VmReader(String hostId, StoreIndex stores) {
        this.hostId = hostId;
        this.stores = stores;
    }

    /**
     * Reads a domain.
     *
     * @param starts how often the watcher has seen it start
     * @throws MalformedDomainXmlException if one of its documents cannot be understood
     */
    public VmObservation read(Domain domain, long starts, Instant now) throws MalformedDomainXmlException {
        DomainXml definition = DomainXml.parse(domain.definition());
        Optional<DomainXml> live = Optional.empty();
        if (domain.liveDefinition().isPresent()) {
            live = Optional.of(DomainXml.parse(domain.liveDefinition().get()));
        }
        SlackwaterMetadata metadata = definition.metadata();
        List<Use> uses = new SlotUseReader(stores, metadata.disposableDisks()).of(definition, live);
        VmEvent inventory = VmEvent.newBuilder()
                .setVmId(domain.id().toString())
                .setType(VmEventType.OBSERVED)
                .setHostId(hostId)
                .setName(domain.name())
                // Sorted, so that the same labels have the same digest.
                .setLabels(new TreeMap<>(metadata.labels()))
                .setPersistent(domain.persistent())
                .setManagedBy(definition.managedBy().orElse(null))
                .setAgentConfigured(definition.hasAgentChannel())
                .setManagedSave(domain.managedSaveDefinition().isPresent())
                .setSnapshots(domain.snapshots().size())
                .setCheckpoints(domain.checkpoints().size())
                .setUses(uses)
                .setReferences(new ReferenceCollector(stores).of(domain, uses))
                .setUnresolved(new UnresolvedReferences(stores).of(domain))
                .setDefinitionDigest(ObservationDigests.ofText(domain.definition()))
                .setUpdateId(
                        metadata.update().map(SlackwaterMetadata.UpdateMark::id).orElse(null))
                .setOccurredAt(Instant.EPOCH)
                .build();
        return VmObservation.of(inventory, state(domain), starts, now);
    }

    /** Returns what is told of a domain that cannot be understood: that it is there, and nothing else is known of it. */
    public VmObservation unreadable(Domain domain, long starts, Instant now) {
        VmEvent inventory = VmEvent.newBuilder()
                .setVmId(domain.id().toString())
                .setType(VmEventType.UNKNOWN)
                .setHostId(hostId)
                .setName(domain.name())
                .setDefinitionDigest(ObservationDigests.ofText(domain.definition()))
                .setOccurredAt(Instant.EPOCH)
                .build();
        return VmObservation.of(inventory, state(domain), starts, now);
    }

    private VmStateEvent state(Domain domain) {
        return VmStateEvent.newBuilder()
                .setVmId(domain.id().toString())
                .setHostId(hostId)
                .setState(VmState.valueOf(domain.state().name()))
                .setReason(domain.reason())
                .setManagedSave(domain.managedSaveDefinition().isPresent())
                .setAgentConnected(domain.liveDefinition()
                        .filter(live -> CONNECTED_AGENT.matcher(live).find())
                        .isPresent())
                .setStartedAs(0)
                .setOccurredAt(Instant.EPOCH)
                .build();
    }
}
