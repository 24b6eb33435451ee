package io.slackwater.ingest.publication.kafka;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Folds what was published: in a replay that is where the state comes from, otherwise it is known already. */
final class PublishedProcessor implements Processor<String, ChangeEvent, Void, Void> {

    private PublishedChanges published;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    PublishedProcessor() {}

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        published = new PublishedChanges(context);
    }

    @Override
    public void process(Record<String, ChangeEvent> event) {
        ChangeEvent said = event.value();
        ChangeEvent known = published.find(said.getChangeId());
        // A withdrawal is final, and may have been decided before its change came back from the log.
        if (said.getType() != ChangeEventType.UNKNOWN
                && (known == null || known.getType() != ChangeEventType.WITHDRAWN)) {
            published.put(said);
        }
    }
}
