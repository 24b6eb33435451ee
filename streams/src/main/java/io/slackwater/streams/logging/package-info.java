/** The keys that structured logs agree on. */
@NullMarked
package io.slackwater.streams.logging;

import org.jspecify.annotations.NullMarked;
