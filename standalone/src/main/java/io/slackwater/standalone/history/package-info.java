/** What happened to a VM, a change, a store or a host, and what a person decided. */
@NullMarked
package io.slackwater.standalone.history;

import org.jspecify.annotations.NullMarked;
