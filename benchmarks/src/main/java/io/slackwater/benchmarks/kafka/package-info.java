/** A broker of one's own, and the plain clients that the services are measured against. */
@NullMarked
package io.slackwater.benchmarks.kafka;

import org.jspecify.annotations.NullMarked;
