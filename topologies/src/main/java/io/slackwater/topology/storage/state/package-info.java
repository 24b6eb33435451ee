/** The state stores of the storage topology, as repositories. */
@NullMarked
package io.slackwater.topology.storage.state;

import org.jspecify.annotations.NullMarked;
