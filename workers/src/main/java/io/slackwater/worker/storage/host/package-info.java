/** One host and one of its stores: connections, space, digests, marker. */
@NullMarked
package io.slackwater.worker.storage.host;

import org.jspecify.annotations.NullMarked;
