/** What the pools of a host list, as records, and which of them are to be written. */
@NullMarked
package io.slackwater.worker.watch.volumes;

import org.jspecify.annotations.NullMarked;
