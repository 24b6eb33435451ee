/** The records that Slackwater writes to Kafka, generated from the {@code .avsc} files. */
package io.slackwater.schemas;
