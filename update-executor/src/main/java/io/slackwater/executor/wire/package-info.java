/** Maps wire records to domain types and back. */
@NullMarked
package io.slackwater.executor.wire;

import org.jspecify.annotations.NullMarked;
