/** How workers reach hosts: one connection and one bounded queue of work for each. */
@NullMarked
package io.slackwater.hypervisor.access;

import org.jspecify.annotations.NullMarked;
