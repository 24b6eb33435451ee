@NullMarked
package io.slackwater.hypervisor.simulated;

import org.jspecify.annotations.NullMarked;
