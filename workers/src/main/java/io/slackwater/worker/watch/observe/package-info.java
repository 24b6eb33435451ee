/** What a host shows, in the words of the log: its stores, and each VM with all that it refers to. */
@NullMarked
package io.slackwater.worker.watch.observe;

import org.jspecify.annotations.NullMarked;
