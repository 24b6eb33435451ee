/** The keys that structured logs agree on. */
@NullMarked
package io.slackwater.runtime.logging;

import org.jspecify.annotations.NullMarked;
