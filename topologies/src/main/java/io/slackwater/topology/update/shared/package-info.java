/** What the VM tasks and the budget task share: settings, the catalogue, policies. */
@NullMarked
package io.slackwater.topology.update.shared;

import org.jspecify.annotations.NullMarked;
