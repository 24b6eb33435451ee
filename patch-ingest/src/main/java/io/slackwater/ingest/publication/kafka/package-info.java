/** The topology around the decision. */
@NullMarked
package io.slackwater.ingest.publication.kafka;

import org.jspecify.annotations.NullMarked;
