/** Everything that is in a store, and what refers to it. */
@NullMarked
package io.slackwater.worker.storage.scan;

import org.jspecify.annotations.NullMarked;
