package io.slackwater.streams;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Reports no metrics, in place of Kafka's reporter to JMX, which registers a bean for each iterator that is opened. Micrometer
 * reads the metrics from the client itself.
 */
public final class NoMetricsReporter implements MetricsReporter {

    @Override
    public void init(List<KafkaMetric> metrics) {
        // Reports nothing.
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        // Reports nothing.
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        // Reports nothing.
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // Has no settings.
    }
}
