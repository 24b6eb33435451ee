/** What decisions find of the state stores without a scan: on the heap, built from the stores when their task begins. */
@NullMarked
package io.slackwater.topology.storage.index;

import org.jspecify.annotations.NullMarked;
