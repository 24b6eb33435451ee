package io.slackwater.streams;

import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Removes the headers of records, but for some. */
final class HeaderFilter<V> extends ContextualFixedKeyProcessor<String, V, V> {

    private final Set<String> kept;

    /** A filter that keeps the headers of these names. */
    HeaderFilter(Set<String> kept) {
        this.kept = kept;
    }

    @Override
    public void process(FixedKeyRecord<String, V> source) {
        Headers headers = new RecordHeaders();
        for (String name : kept) {
            Header header = source.headers().lastHeader(name);
            if (header != null) {
                headers.add(header);
            }
        }
        context().forward(source.withHeaders(headers));
    }
}
