package io.slackwater.benchmarks.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Kafka Streams settings as the services have them, so that what is measured is what runs.
 *
 * @param values by Kafka's own name, without the prefix {@code kafka-streams.}
 */
public record StreamsSettings(Map<String, String> values) {

    private static final String FILE = "META-INF/microprofile-config.properties";
    private static final String PREFIX = "kafka-streams.";
    private static final String PRODUCER = "producer.";

    public StreamsSettings {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * Returns what the module {@code streams} gives every topology.
     *
     * @throws IllegalStateException if nothing of it is on the class path: Kafka's own defaults are another system
     */
    public static StreamsSettings ofTheServices() throws IOException {
        Map<String, String> values = new TreeMap<>();
        for (URL file : Collections.list(StreamsSettings.class.getClassLoader().getResources(FILE))) {
            add(file, values);
        }
        if (values.isEmpty()) {
            throw new IllegalStateException("No " + FILE + " on the class path has settings of Kafka Streams");
        }
        return new StreamsSettings(values);
    }

    private static void add(URL file, Map<String, String> values) throws IOException {
        Properties properties = new Properties();
        try (InputStream content = file.openStream()) {
            properties.load(content);
        }
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                values.put(name.substring(PREFIX.length()), properties.getProperty(name));
            }
        }
    }

    /** Returns these settings with another value for one. */
    public StreamsSettings with(String name, Object value) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.put(name, String.valueOf(value));
        return new StreamsSettings(changed);
    }

    /** Returns what they say of producers, by Kafka's own name. */
    public Map<String, String> producer() {
        Map<String, String> producer = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(PRODUCER)) {
                producer.put(name.substring(PRODUCER.length()), value);
            }
        });
        return producer;
    }
}
