package io.slackwater.schemas.topics;

import org.apache.avro.specific.SpecificRecord;

/**
 * One entry of the catalogue.
 *
 * @param name the topic's name in Kafka
 * @param keys what the record key is; keys are UTF-8 strings
 * @param valueType the Avro record type of every value
 * @param retention how long records are kept
 * @param description a sentence for generated references
 */
public record Topic<T extends SpecificRecord>(
        String name, KeySpace keys, Class<T> valueType, Retention retention, String description) {

    private static final String DEAD_LETTER_SUFFIX = ".dead-letter";

    /** Returns the name of the topic that takes this topic's unreadable records, as they came. */
    public String deadLetterName() {
        return name + DEAD_LETTER_SUFFIX;
    }
}
