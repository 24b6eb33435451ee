package io.slackwater.inventory.hosts.kafka;

import io.slackwater.inventory.hosts.Host;
import io.slackwater.inventory.hosts.HostDeclaration;
import io.slackwater.inventory.hosts.HostRepository;
import io.slackwater.runtime.events.EventPublisher;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.topics.Topics;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** The hosts of the log, and an emitter to it. */
@ApplicationScoped
public class KafkaHostRepository implements HostRepository {

    private final HostRegistry registry;
    private final EventPublisher<HostEvent> eventPublisher;
    private final Clock clock;

    KafkaHostRepository(HostRegistry registry, @Channel("hosts") MutinyEmitter<HostEvent> emitter, Clock clock) {
        this.registry = registry;
        this.eventPublisher = new EventPublisher<>(
                Topics.HOSTS, "vm-inventory", emitter, event -> event.getType().name(), clock);
        this.clock = clock;
    }

    @Override
    public List<Host> all() {
        return registry.log().all().stream().map(registry::shown).toList();
    }

    @Override
    public Optional<Host> find(String hostId) {
        return registry.log().find(hostId).map(registry::shown);
    }

    @Override
    public void declare(HostDeclaration hostDeclaration) {
        publish(HostEvent.newBuilder()
                .setHostId(hostDeclaration.hostId())
                .setType(HostEventType.DECLARED)
                .setUri(hostDeclaration.uri())
                .setFurtherUris(hostDeclaration.furtherUris())
                .setMode(HostMode.valueOf(hostDeclaration.mode().name()))
                .setLabels(new TreeMap<>(hostDeclaration.labels()))
                .setOccurredAt(clock.instant())
                .build());
    }

    @Override
    public void retire(String hostId, String reason) {
        publish(HostEvent.newBuilder()
                .setHostId(hostId)
                .setType(HostEventType.RETIRED)
                .setMode(HostMode.OBSERVE) // without meaning here
                .setReason(reason)
                .setOccurredAt(clock.instant())
                .build());
    }

    private void publish(HostEvent event) {
        eventPublisher.publish(event.getHostId(), event);
    }
}
