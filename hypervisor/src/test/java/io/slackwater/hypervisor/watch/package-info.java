@NullMarked
package io.slackwater.hypervisor.watch;

import org.jspecify.annotations.NullMarked;
