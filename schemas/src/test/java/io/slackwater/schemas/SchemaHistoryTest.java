package io.slackwater.schemas;

import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** The events. */
class SchemaHistoryTest extends SchemaHistoryContract {

    @Override
    protected Collection<Class<? extends SpecificRecord>> types() {
        Set<Class<? extends SpecificRecord>> types = new LinkedHashSet<>();
        for (Topic<?> topic : Topics.all()) {
            types.add(topic.valueType());
        }
        return types;
    }
}
