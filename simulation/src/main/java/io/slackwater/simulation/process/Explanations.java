package io.slackwater.simulation.process;

import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.simulation.log.Entry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Takes from records and rows what they say for a person alone: blockers, reasons, and who wrote them. */
final class Explanations {

    private static final Set<String> BLOCKERS = Set.of("blockers", "toldBlockers", "againstReplacing");
    private static final String REASON = "reason";
    private static final Blocker NO_BLOCKER = new Blocker(BlockerCode.UNKNOWN, "", Instant.EPOCH, "");

    private Explanations() {}

    /** Returns a record of the log as it would be without explanations, which nothing that decides or replays may go by. */
    static Entry without(Entry entry) {
        return new Entry(
                entry.offset(), entry.topic(), entry.key(), (SpecificRecord) without(entry.value()), "", entry.at());
    }

    /** Returns rows as they would be without explanations, so that those of a log without them can be compared. */
    static Map<String, Object> without(Map<String, Object> rows) {
        Map<String, Object> bare = new LinkedHashMap<>();
        rows.forEach((key, row) -> bare.put(key, without(row)));
        return bare;
    }

    private static Object without(Object value) {
        if (value instanceof Blocker) {
            return NO_BLOCKER;
        }
        // What libvirt gives as the reason of a state is a fact.
        if (value instanceof SpecificRecord original && !(value instanceof VmStateEvent)) {
            return copy(original);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Explanations::without).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> bare = new LinkedHashMap<>();
            map.forEach((key, item) -> bare.put(key, without(item)));
            return bare;
        }
        return value;
    }

    private static SpecificRecord copy(SpecificRecord original) {
        SpecificRecord bare = (SpecificRecord) SpecificData.newInstance(original.getClass(), original.getSchema());
        for (Schema.Field field : original.getSchema().getFields()) {
            bare.put(field.pos(), bare(field, original.get(field.pos())));
        }
        return bare;
    }

    private static @Nullable Object bare(Schema.Field field, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (BLOCKERS.contains(field.name())) {
            return List.of();
        }
        if (field.name().equals(REASON)) {
            return field.schema().isNullable() ? null : "";
        }
        return without(value);
    }
}
