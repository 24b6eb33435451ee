/** When a VM was off so far, and from that when it will likely be off again; pure. */
@NullMarked
package io.slackwater.planning.history;

import org.jspecify.annotations.NullMarked;
