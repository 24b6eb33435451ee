/** The nodes that decide about each VM. */
@NullMarked
package io.slackwater.topology.update.vm;

import org.jspecify.annotations.NullMarked;
