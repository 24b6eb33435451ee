/** Rows of the storage state, and how they are mapped. */
@NullMarked
package io.slackwater.topology.storage.row;

import org.jspecify.annotations.NullMarked;
