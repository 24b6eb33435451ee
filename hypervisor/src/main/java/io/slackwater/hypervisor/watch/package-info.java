/** Keeps watch over hosts: opens them within bounds, again and again, and hands their events over in bundles. */
@NullMarked
package io.slackwater.hypervisor.watch;

import org.jspecify.annotations.NullMarked;
