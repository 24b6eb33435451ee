/** Maps what the stores hold to domain types and back. */
@NullMarked
package io.slackwater.topology.update.row;

import org.jspecify.annotations.NullMarked;
