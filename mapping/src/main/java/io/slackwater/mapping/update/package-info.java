/** Maps wire records to domain types and back. */
@NullMarked
package io.slackwater.mapping.update;

import org.jspecify.annotations.NullMarked;
