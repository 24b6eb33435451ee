package io.slackwater.planning.rehearsal;

import io.slackwater.schemas.topics.Topic;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** Is told what an invented log says. */
public interface RecordSink {

    /** Takes a record. Those of one key come in their order. */
    <T extends SpecificRecord> void tell(Topic<T> topic, String key, T value, Instant publishedAt);
}
