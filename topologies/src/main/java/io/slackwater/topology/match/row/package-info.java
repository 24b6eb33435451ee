/** Rows of the match state, and how they are mapped. */
@NullMarked
package io.slackwater.topology.match.row;

import org.jspecify.annotations.NullMarked;
