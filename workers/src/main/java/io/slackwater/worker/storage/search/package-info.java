/** The last look: whether anything on a host refers to a volume. A pure function over what the host lists. */
@NullMarked
package io.slackwater.worker.storage.search;

import org.jspecify.annotations.NullMarked;
