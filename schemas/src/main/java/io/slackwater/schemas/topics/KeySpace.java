package io.slackwater.schemas.topics;

/**
 * What the key of a topic is. Topics of the same key space have the same number of partitions, so that Kafka Streams
 * can join them; that number is chosen when a cluster is provisioned and never changes.
 */
public enum KeySpace {
    OPERATING_SYSTEM,
    HOST,
    VM,
    CHANGE,
    STORE,
    POLICY,
    SCHEMA_FINGERPRINT
}
