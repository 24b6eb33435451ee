/** Maps what the stores hold to domain types and back. */
@NullMarked
package io.slackwater.executor.memory;

import org.jspecify.annotations.NullMarked;
