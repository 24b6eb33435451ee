package io.slackwater.console.fold;

import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;

/** What an event is about, by the names that its fields have in every schema of the log. */
final class EventSubjects {

    private EventSubjects() {}

    static Optional<String> vm(SpecificRecord event) {
        return text(event, "vmId");
    }

    static Optional<String> host(SpecificRecord event) {
        return text(event, "hostId");
    }

    static Optional<String> change(SpecificRecord event) {
        return text(event, "changeId");
    }

    static Optional<String> actor(SpecificRecord event) {
        return text(event, "actor");
    }

    static Optional<String> store(SpecificRecord event) {
        Schema.Field volume = event.getSchema().getField("volume");
        if (volume != null && event.get(volume.pos()) instanceof SpecificRecord reference) {
            return text(reference, "store");
        }
        return text(event, "store");
    }

    private static Optional<String> text(IndexedRecord event, String name) {
        Schema.Field field = event.getSchema().getField(name);
        return Optional.ofNullable(field)
                .flatMap(known -> Optional.ofNullable(event.get(known.pos())))
                .map(Object::toString)
                .filter(text -> !text.isEmpty());
    }
}
