package io.slackwater.topology.storage.processor;

import io.slackwater.domain.storage.references.VmUse;
import io.slackwater.reclaimer.rows.VmUseRow;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VolumeRef;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.Decoded;
import io.slackwater.topology.storage.row.ReferenceRowMapper;
import io.slackwater.topology.storage.state.StorageStateStores;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps what each VM refers to, and tells each store what changed there; passes each update to the stores that it concerns. */
public final class VmUseProcessor extends ContextualProcessor<String, VmUseInput, String, StoreInput> {

    private KeyValueStore<String, VmUseRow> uses;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    public VmUseProcessor() {}

    @Override
    public void init(ProcessorContext<String, StoreInput> context) {
        super.init(context);
        uses = context.getStateStore(StorageStateStores.VM_USES);
    }

    @Override
    public void process(Record<String, VmUseInput> record) {
        VmUse before = Optional.ofNullable(uses.get(record.key()))
                .map(row -> ReferenceRowMapper.use(record.key(), row))
                .orElseGet(() -> VmUse.of(record.key()));
        VmUse after = record.value().accept(new Next(before));
        tellDifferences(record, before, after);
        if (record.value() instanceof VmUseInput.Phase phase
                && phase.event() instanceof Decoded.Value<UpdateEvent> readable) {
            passOn(record, readable.value());
        }
    }

    private static VmUse seen(VmUse before, VmEvent event) {
        String topic = Topics.VM_INVENTORY.name();
        return switch (event.getType()) {
            case OBSERVED ->
                before.readable(topic).observed(event.getHostId(), event.getPersistent(), VmReferences.of(event));
            case GONE -> before.readable(topic).gone(event.getHostId(), event.getOccurredAt());
            case HOST_RETIRED -> {
                VmUse after = before.hostRetired(event.getHostId(), event.getOccurredAt());
                // What could not be read may be another host's.
                yield after.isAnywhere() ? after : after.readable(topic);
            }
            case UNKNOWN -> before.unreadable(topic);
        };
    }

    private void tellDifferences(Record<String, VmUseInput> record, VmUse before, VmUse after) {
        if (after.equals(before)) {
            return;
        }
        if (after.isEmpty()) {
            uses.delete(record.key());
        } else {
            uses.put(record.key(), ReferenceRowMapper.row(after));
        }
        for (String store : after.differences(before)) {
            StoreInput references = new StoreInput.References(ReferenceRowMapper.rows(record.key(), after.in(store)));
            context().forward(record.withKey(store).withValue(references));
        }
    }

    private void passOn(Record<String, VmUseInput> record, UpdateEvent event) {
        for (String store : storesOf(event)) {
            context().forward(record.withKey(store).withValue(new StoreInput.Phase(event)));
        }
    }

    private static Set<String> storesOf(UpdateEvent event) {
        Set<String> stores = new TreeSet<>();
        for (Replacement replacement : event.getReplacements()) {
            Stream.of(
                            Optional.of(replacement.getFrom()),
                            replacement.getFromOverlay(),
                            replacement.getTo(),
                            replacement.getToOverlay())
                    .flatMap(Optional::stream)
                    .map(VolumeRef::getStore)
                    .filter(store -> !store.isEmpty())
                    .forEach(stores::add);
        }
        return stores;
    }

    /** Adds what each input says. */
    private record Next(VmUse before) implements VmUseInput.Visitor<VmUse> {

        @Override
        public VmUse inventory(VmUseInput.Inventory inventory) {
            return inventory.event() instanceof Decoded.Value<VmEvent> readable
                    ? seen(before, readable.value())
                    : before.unreadable(Topics.VM_INVENTORY.name());
        }

        @Override
        public VmUse phase(VmUseInput.Phase phase) {
            String topic = Topics.UPDATES.name();
            return phase.event() instanceof Decoded.Value<UpdateEvent>
                    ? before.readable(topic)
                    : before.unreadable(topic);
        }
    }
}
