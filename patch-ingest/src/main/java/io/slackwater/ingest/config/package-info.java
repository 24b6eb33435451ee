/** The configuration of the service. */
@NullMarked
package io.slackwater.ingest.config;

import org.jspecify.annotations.NullMarked;
