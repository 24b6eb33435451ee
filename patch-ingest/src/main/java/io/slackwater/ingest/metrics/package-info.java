/** The service's measures. */
@NullMarked
package io.slackwater.ingest.metrics;

import org.jspecify.annotations.NullMarked;
