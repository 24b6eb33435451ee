/** The nodes of the storage topology. */
@NullMarked
package io.slackwater.topology.storage.processor;

import org.jspecify.annotations.NullMarked;
